import type { Client, StrategyExplanation } from '@hg/contracts'
import { Lock } from 'lucide-react'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { cn } from '#lib/cn.ts'
import type { ShownField, ShownSection, ShownValue } from '../describe.ts'

/** A strategy as people read it: label, value, and beside each value the client that set it. */
export function StrategySections({ sections, clients }: { sections: ShownSection[]; clients: Client[] }) {
  return (
    <div className="@container grid gap-6">
      {sections.map((section) => (
        <div key={section.title}>
          <h3 className="border-b pb-1.5 text-sm text-ink-3">{section.title}</h3>
          <dl className="divide-y">
            {section.fields.map((field) => (
              <StrategyField key={field.path} field={field} clients={clients} />
            ))}
          </dl>
        </div>
      ))}
    </div>
  )
}

function StrategyField({ field, clients }: { field: ShownField; clients: Client[] }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-2.5 @2xl:grid-cols-[13rem_minmax(0,1fr)]">
      <dt className="flex flex-wrap items-baseline justify-between gap-x-4 @2xl:block">
        <span className="font-medium @2xl:block">{field.label}</span>
        <span className="flex flex-wrap gap-x-3">
          {field.sources.map((source) => (
            <Source key={`${source.strategy_id}${source.mode}`} source={source} clients={clients} />
          ))}
        </span>
      </dt>
      <dd className="min-w-0 text-ink-2">
        <StrategyValue value={field.value} />
      </dd>
    </div>
  )
}

function Source({ source, clients }: { source: StrategyExplanation; clients: Client[] }) {
  const type = clients.find((client) => client.id === source.client_id)?.type
  const how = `Set by ${source.client_name}, version ${source.version}${source.mode === 'extend' ? ', adding to what stands above' : ''}${source.locked ? ', locked for those below' : ''}`
  return (
    <span title={how} className="inline-flex min-w-0 items-center gap-1.5 text-xs text-ink-3">
      {type && <ClientMark type={type} className="size-2.5" />}
      <span className="truncate">{source.client_name}</span>
      {source.locked && <Lock role="img" aria-label="locked" className="size-3 shrink-0" />}
    </span>
  )
}

/** A value of a strategy in words: text, a list, or pairs. */
export function StrategyValue({ value }: { value: ShownValue }) {
  if (value.kind === 'text') {
    return (
      <p className={cn('whitespace-pre-line', value.text.length > 320 && 'max-h-40 overflow-y-auto')}>{value.text}</p>
    )
  }
  if (value.kind === 'list') {
    const short = value.items.every((item) => item.length <= 32)
    return (
      <ul className={cn(short ? 'flex flex-wrap gap-1.5' : 'grid gap-1')}>
        {value.items.map((item) => (
          <li key={item} className={cn(short ? 'rounded-sm bg-hover px-1.5 py-px text-sm' : 'flex gap-2')}>
            {!short && <span aria-hidden className="mt-[0.65em] h-px w-2 shrink-0 bg-ink-3" />}
            <span className="min-w-0">{item}</span>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <ul className="grid gap-1">
      {value.pairs.map(([term, instead]) => (
        <li key={term}>
          <span className="text-ink-3 line-through">{term}</span> <span aria-hidden>→</span>
          <span className="sr-only">becomes</span> {instead}
        </li>
      ))}
    </ul>
  )
}
