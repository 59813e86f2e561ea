import { webhook, webhookDelivery } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { pagedQuery } from '#lib/paged-query.ts'

/** The webhooks of a client, oldest first. */
export function useWebhooks(clientId: string) {
  return useInfiniteQuery(
    pagedQuery(['webhooks', 'list', { clientId }], '/cpm/webhooks', webhook, { client_id: clientId }),
  )
}

/** What was delivered to a webhook, newest first; read again every few seconds while something is on its way. */
export function useDeliveries(webhookId: string) {
  const query = { limit: 20 }
  return useInfiniteQuery({
    ...pagedQuery(
      ['webhooks', 'deliveries', { webhookId, ...query }],
      `/cpm/webhooks/${webhookId}/deliveries`,
      webhookDelivery,
      query,
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'pending')) ? 3000 : false,
  })
}
