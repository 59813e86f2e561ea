import type { Client, StrategyEffects } from '@hg/contracts'
import Link from 'next/link'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { inWords, pathLabel, typesInWords } from '#features/strategy/labels.ts'
import { countConflicts } from '#features/strategy/components/conflict-notes.tsx'

/** Whom a change reaches, in a sentence. */
export function effectsInWords({ clients }: StrategyEffects): string {
  return clients === 0 ? 'Nothing changes for anybody' : `Changes what applies to ${plural(clients, 'client')}`
}

function pathsInWords(paths: readonly string[]): string {
  const labels = paths.map(pathLabel)
  return inWords(labels.length > 5 ? [...labels.slice(0, 4), `${labels.length - 4} more`] : labels)
}

/** For which clients what changes, and which conflicts come with it. */
export function EffectsList({ effects, clients }: { effects: StrategyEffects; clients: Client[] }) {
  if (effects.clients === 0) return <p className="text-ink-3">{effectsInWords(effects)}.</p>
  const more = effects.clients - effects.items.length
  return (
    <>
      <ul className="divide-y border-y">
        {effects.items.map((item) => {
          const type = clients.find((client) => client.id === item.client_id)?.type
          const conflicts = countConflicts(item.new_conflicts)
          return (
            <li key={item.client_id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2">
              <Link
                href={`/clients/${item.client_slug}/strategies`}
                target="_blank"
                className="inline-flex items-center gap-2 hover:underline"
              >
                {type && <ClientMark type={type} className="size-2.5" />}
                {item.client_name}
              </Link>
              <span className="text-sm text-ink-3">
                {pathsInWords(item.paths)}, for {typesInWords(item.content_types)}
              </span>
              {conflicts && (
                <span
                  className="text-sm text-caution"
                  title={item.new_conflicts.map(({ message }) => message).join('\n')}
                >
                  brings {conflicts}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className="mt-2 text-sm text-ink-3">and {formatCount(more)} more below</p>}
    </>
  )
}
