import { usage, type UsageDimension } from '@hg/contracts'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api, apiUrl } from '#lib/api.ts'

export interface UsageQuestion {
  clientId: string
  from?: string
  to?: string
  by: UsageDimension
}

const toQuery = ({ clientId, from, to, by }: UsageQuestion) => ({ client_id: clientId, from, to, group_by: by })

/** What a client and everything below it used between two days, put together by one thing. */
export function usageQuery(question: UsageQuestion) {
  return queryOptions({
    queryKey: ['usage', 'list', question],
    queryFn: ({ signal }) => api('/cpm/usage', usage, { query: toQuery(question), signal }),
    staleTime: 30_000,
  })
}

/** The same; the last answer stays in sight while the next is under way. */
export function useUsage(question: UsageQuestion) {
  return useQuery({ ...usageQuery(question), placeholderData: keepPreviousData })
}

/** The same as a file. */
export function usageFileUrl(question: UsageQuestion): string {
  return apiUrl('/cpm/usage/export', toQuery(question))
}
