import type { Client, Prompt, PromptReach } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { typesInWords } from '#features/strategy/labels.ts'
import { formatCount, plural } from '#lib/format.ts'
import { useReach } from '../get-prompt.ts'

/** Whom a template reaches while it is in use: its client, and those below without something nearer. */
export function Reach({ prompt, clients }: { prompt: Prompt; clients: Client[] }) {
  if (prompt.kind === 'partial') {
    if (prompt.used_by.length === 0) return <p className="text-ink-3">Nothing puts it in yet.</p>
    return <p>It stands in {prompt.used_by.map(({ name }) => name).join(', ')}.</p>
  }
  return <ReachOfTemplate id={prompt.id} clients={clients} />
}

function ReachOfTemplate({ id, clients }: { id: string; clients: Client[] }) {
  const query = useReach(id)
  return (
    <Loaded query={query} what="whom it reaches" shape="text" place="line">
      {(reach) => (
        <section aria-label="Whom it reaches">
          <p>
            It is for {plural(reach.clients, 'client')}
            {reach.others > 0 &&
              `; ${formatCount(reach.others)} below ${reach.others === 1 ? 'has' : 'have'} their own`}
            .
          </p>
          <ReachedClients reach={reach} clients={clients} />
        </section>
      )}
    </Loaded>
  )
}

function ReachedClients({ reach, clients }: { reach: PromptReach; clients: Client[] }) {
  const byId = new Map(clients.map((client) => [client.id, client]))
  const more = reach.clients - reach.items.length
  const most = Math.max(0, ...reach.items.map(({ content_types }) => content_types.length))
  return (
    <ul className="mt-2 max-h-40 divide-y overflow-y-auto border-y text-sm">
      {reach.items.map(({ client_id, client_name, content_types }) => {
        const type = byId.get(client_id)?.type
        return (
          <li key={client_id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
            <span className="inline-flex min-w-0 items-center gap-2">
              {type && <ClientMark type={type} className="size-2.5" />}
              <span className="truncate">{client_name}</span>
            </span>
            {most > 1 && <span className="text-ink-3">{typesInWords(content_types)}</span>}
          </li>
        )
      })}
      {more > 0 && <li className="py-1.5 text-ink-3">and {formatCount(more)} more</li>}
    </ul>
  )
}
