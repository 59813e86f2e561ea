import type { Client, StrategyExplanation } from '@hg/contracts'
import { Lock } from 'lucide-react'
import { ClientMark } from '#features/clients/components/client-mark.tsx'

/** Which client a value comes from, and by which version. */
export function Origin(props: { source: StrategyExplanation; clients: Client[]; ownId: string | null }) {
  const { source, clients } = props
  const type = clients.find((client) => client.id === source.client_id)?.type
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 align-baseline text-sm text-ink-3">
      {type && <ClientMark type={type} className="size-2.5" />}
      <span className="truncate">
        {source.client_name}, version {source.version}
      </span>
      {source.locked && <Lock role="img" aria-label="locked" className="size-3 shrink-0" />}
    </span>
  )
}
