import {
  estimate,
  generateAccepted,
  isFinal,
  jobStatusEvent,
  promptSuggestion,
  type SuggestionRequest,
  suggestionSummary,
} from '@hg/contracts'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { makeIdempotencyKeys } from '#features/generate/idempotency-keys.ts'
import { api, apiUrl } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { pagedQuery } from '#lib/paged-query.ts'
import { parseEvent } from '#lib/parse-event.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useEventStream } from '#lib/use-event-stream.ts'

/** What is asked of a suggestion on its page. */
export type AskedSuggestion = Omit<SuggestionRequest, 'dry_run'>

/** The suggestions for a template, newest first. */
export function useSuggestions(templateId: string) {
  return useInfiniteQuery(
    pagedQuery(['suggestions', 'list', templateId], '/cpm/prompt-suggestions', suggestionSummary, {
      template_id: templateId,
      limit: 20,
    }),
  )
}

/** One suggestion with its text. */
export function suggestionQuery(id: string) {
  return queryOptions({
    queryKey: ['suggestions', 'detail', id],
    queryFn: ({ signal }) => api(`/cpm/prompt-suggestions/${encodeURIComponent(id)}`, promptSuggestion, { signal }),
  })
}

/** A suggestion, read again with each change of its state while it is being made. */
export function useSuggestion(id: string) {
  const queryClient = useQueryClient()
  const query = useQuery(suggestionQuery(id))
  const isRunning = query.data !== undefined && !isFinal(query.data.status)
  const readAgain = () => void queryClient.invalidateQueries({ queryKey: ['suggestions'] })
  useEventStream(isRunning ? apiUrl(`/cpm/prompt-suggestions/${encodeURIComponent(id)}/events`) : null, {
    onOpen: readAgain,
    onMessage: ({ event, data }) => {
      if (event === 'status' && parseEvent(jobStatusEvent, data)) readAgain()
    },
  })
  return query
}

/** What asking would cost now; null asks nothing. */
export function useSuggestionEstimate(asked: AskedSuggestion | null) {
  const settled = useDebounced(asked === null ? null : JSON.stringify(asked), 500)
  return useQuery({
    queryKey: ['estimates', 'suggestion', settled],
    queryFn: ({ signal }) =>
      api('/cpm/prompt-suggestions', estimate, {
        method: 'POST',
        body: { ...(JSON.parse(settled ?? '{}') as AskedSuggestion), dry_run: true },
        signal,
      }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    retry: false,
    meta: { keepsPage: true },
  })
}

/** Asks for a suggestion. The same one sent again after a lost connection is made and paid for once. */
export function useAskForSuggestion(onAsked: (id: string) => void) {
  const [keyFor] = useState(makeKeys)
  return useSave({
    send: (asked: AskedSuggestion) =>
      api('/cpm/prompt-suggestions', generateAccepted, {
        method: 'POST',
        body: asked,
        headers: { 'idempotency-key': keyFor.of(asked) },
      }),
    stale: [['suggestions']],
    onSaved: ({ job_id }) => {
      // Asked for again, it is another one.
      keyFor.renew()
      onAsked(job_id)
    },
  })
}

function makeKeys() {
  let of = makeIdempotencyKeys()
  return { of: (body: unknown) => of(body), renew: () => (of = makeIdempotencyKeys()) }
}

/** Stops a suggestion that has not ended. Whatever the answer, it is read again. */
export function useCancelSuggestion(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      api(`/cpm/prompt-suggestions/${encodeURIComponent(id)}/cancel`, promptSuggestion, { method: 'POST' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['suggestions'] }),
  })
}
