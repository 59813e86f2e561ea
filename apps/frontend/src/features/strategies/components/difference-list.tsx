import { type MergeMode, type StrategyDifference, strategyField } from '@hg/contracts'
import type { ReactNode } from 'react'
import { Added, Removed, TextDiff } from '#components/ui/diff.tsx'
import { showValue, type ShownValue } from '#features/strategy/describe.ts'
import { plural } from '#lib/format.ts'
import { pathLabel } from '#features/strategy/labels.ts'

/** What differs between two texts of a strategy, field by field. */
export function DifferenceList({ differences }: { differences: StrategyDifference[] }) {
  if (differences.length === 0) return <p className="text-ink-3">Nothing differs.</p>
  return (
    <dl className="@container divide-y border-y">
      {differences.map((difference) => (
        <div key={difference.path} className="grid gap-x-6 gap-y-0.5 py-2.5 @lg:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="text-sm leading-[1.375rem] text-ink-3">{pathLabel(difference.path)}</dt>
          <dd className="grid min-w-0 gap-1">
            <Change {...difference} />
            <ModeChange {...difference} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Change({ path, change, before, after, gained, lost }: StrategyDifference) {
  if (change === 'mode') return null
  if (typeof before === 'string' && typeof after === 'string' && before.length + after.length > 40)
    return <TextDiff before={before} after={after} />
  const isList = strategyField(path)?.kind === 'list' || strategyField(path)?.kind === 'map'
  if (isList && change === 'changed')
    return <ListChange path={path} gained={gained ?? []} lost={lost ?? []} after={after} />
  return (
    <div className="grid gap-1">
      {before !== undefined && (
        <div>
          <Removed>
            <Words value={showValue(path, before)} />
          </Removed>
        </div>
      )}
      {after !== undefined && (
        <div>
          <Added>
            <Words value={showValue(path, after)} />
          </Added>
        </div>
      )}
    </div>
  )
}

function ListChange(props: { path: string; gained: unknown[]; lost: unknown[]; after: unknown }) {
  const { path, gained, lost, after } = props
  const isMap = strategyField(path)?.kind === 'map'
  const wordsOf = (items: unknown[]): string[] =>
    items.length === 0 ? [] : itemsOf(showValue(path, isMap ? Object.fromEntries(items as [string, unknown][]) : items))
  const kept = (Array.isArray(after) ? after.length : Object.keys(after ?? {}).length) - gained.length
  if (gained.length === 0 && lost.length === 0) return <p className="text-ink-2">The same entries in another order</p>
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {wordsOf(lost).map((item) => (
        <li key={`-${item}`}>
          <Removed>{item}</Removed>
        </li>
      ))}
      {wordsOf(gained).map((item) => (
        <li key={`+${item}`}>
          <Added>{item}</Added>
        </li>
      ))}
      {kept > 0 && (
        <li className="text-sm leading-[1.375rem] text-ink-3">{plural(kept, 'entry', 'entries')} unchanged</li>
      )}
    </ul>
  )
}

function itemsOf(value: ShownValue): string[] {
  if (value.kind === 'text') return [value.text]
  return value.kind === 'list' ? value.items : value.pairs.map(([from, to]) => `${from} → ${to}`)
}

function Words({ value }: { value: ShownValue }): ReactNode {
  return itemsOf(value).join(value.kind === 'text' ? '' : '; ') || 'an empty list'
}

const modeWords: Record<MergeMode, string> = {
  inherit: 'kept in reserve',
  override: 'takes the place of what stands above',
  extend: 'added to what stands above',
  locked: 'locked for those below',
}

/** Said where it is news: a value that is new and simply takes its place needs no word. */
function ModeChange({ change, mode_before: before, mode_after: after }: StrategyDifference) {
  if (before === after || after === null || (change === 'added' && after === 'override')) return null
  return (
    <p className="text-sm text-ink-2">
      {before === null ? '' : 'Now '}
      {modeWords[after]}
      {before !== null && <span className="text-ink-3">; before it was {modeWords[before]}</span>}
    </p>
  )
}
