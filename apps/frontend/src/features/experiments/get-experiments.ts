import {
  experiment,
  type ExperimentState,
  experimentPlan,
  experimentResults,
  experimentSummary,
  type PlanExperimentRequest,
} from '@hg/contracts'
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

const pollMs = 30_000

/** The experiments of a client and of those below it, running ones first. */
export function useExperiments(clientId: string) {
  return useInfiniteQuery(
    pagedQuery(['experiments', 'list', { clientId }], `/im/clients/${clientId}/experiments`, experimentSummary, {
      limit: 50,
    }),
  )
}

export function experimentQuery(id: string) {
  return queryOptions({
    queryKey: ['experiments', 'detail', id],
    queryFn: ({ signal }) => api(`/im/experiments/${encodeURIComponent(id)}`, experiment, { signal }),
    // A draft that is being edited is not exchanged under the editor's hands.
    refetchOnWindowFocus: false,
  })
}

export function useExperiment(id: string) {
  return useQuery(experimentQuery(id))
}

/** What an experiment says as of now; asked again while it runs. */
export function useResults(id: string, state: ExperimentState) {
  return useQuery({
    queryKey: ['experiments', 'results', id],
    queryFn: ({ signal }) => api(`/im/experiments/${id}/results`, experimentResults, { signal }),
    ...(state === 'running' ? { refetchInterval: pollMs } : {}),
  })
}

/** How many jobs an experiment would need; nothing while the draft has no template. */
export function usePlan(clientId: string, body: PlanExperimentRequest | null) {
  return useQuery({
    queryKey: ['experiments', 'plan', { clientId, body }],
    queryFn: ({ signal }) =>
      api(`/im/clients/${clientId}/experiments/plan`, experimentPlan, { method: 'POST', body, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
