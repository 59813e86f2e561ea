import { clientDetails, type ClientDetails } from '@hg/contracts'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

/** Archives a client, or restores it. */
export function useArchiveClient(client: Pick<ClientDetails, 'id' | 'name'>) {
  return useSave({
    send: (archive: boolean) =>
      api(`/smm/clients/${client.id}/${archive ? 'archive' : 'restore'}`, clientDetails, { method: 'POST' }),
    stale: [['clients']],
    saved: ({ archived_at }) => `${client.name} ${archived_at === null ? 'restored' : 'archived'}`,
  })
}
