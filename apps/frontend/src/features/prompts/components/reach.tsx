import type { Client, Prompt } from '@hg/contracts'
import { lineage } from '#features/clients/tree.ts'
import { plural } from '#lib/format.ts'

/** Whom a template reaches: its client, and those below without one of their own. */
export function Reach({ prompt, client, clients }: { prompt: Prompt; client: Client; clients: Client[] }) {
  if (prompt.kind === 'partial') {
    if (prompt.used_by.length === 0) return <p className="text-ink-3">Nothing puts it in yet.</p>
    return <p>It stands in {prompt.used_by.map(({ name }) => name).join(', ')}.</p>
  }
  const below = clients.filter(
    ({ id, archived }) => id !== client.id && !archived && lineage(clients, id).some((one) => one.id === client.id),
  ).length
  return (
    <p>
      It is for {client.name}
      {below > 0 && ` and, of the ${plural(below, 'client')} below, for those without a template of their own`}.
    </p>
  )
}
