import { slackSettings } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** A client's channel in Slack, without its address; null when there is none. */
export function useSlack(clientId: string) {
  return useQuery(
    queryOptions({
      queryKey: ['slack', 'detail', clientId],
      queryFn: async ({ signal }) => (await api(`/cpm/clients/${clientId}/slack`, slackSettings, { signal })).channel,
    }),
  )
}
