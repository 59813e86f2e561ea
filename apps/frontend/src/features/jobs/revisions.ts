import { revision, revisionList, type RevisionRequest } from '@hg/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

const path = (jobId: string) => `/cpm/jobs/${encodeURIComponent(jobId)}/revisions`

/** All revisions of a piece, the newest first, without their texts. */
export function useRevisions(jobId: string, options: { enabled: boolean }) {
  return useQuery({
    queryKey: ['jobs', 'detail', jobId, 'revisions'],
    queryFn: ({ signal }) => api(path(jobId), revisionList, { signal }),
    enabled: options.enabled,
  })
}

/** One revision with its text, which never changes. */
export function revisionQuery(jobId: string, number: number) {
  return queryOptions({
    queryKey: ['jobs', 'revision', jobId, number],
    queryFn: ({ signal }) => api(`${path(jobId)}/${number}`, revision, { signal }),
    staleTime: Infinity,
  })
}

/** Keeps an edit as the next revision. */
export function useSaveRevision(jobId: string, onSaved: () => void) {
  return useSave({
    send: (request: RevisionRequest) => api(path(jobId), revision, { method: 'POST', body: request }),
    stale: [['jobs']],
    saved: ({ number, quality }) =>
      `Revision ${number} is saved. ${quality.passed ? 'It passed its checks.' : 'Not all of its checks passed.'}`,
    onSaved,
  })
}

/** Brings an earlier revision back, as the next one. */
export function useRestoreRevision(jobId: string) {
  return useSave({
    send: ({ number, base_version }: { number: number; base_version: number }) =>
      api(`${path(jobId)}/${number}/restore`, revision, { method: 'POST', body: { base_version } }),
    stale: [['jobs']],
    saved: ({ number, restored_from }) => `Revision ${restored_from ?? ''} is back, as revision ${number}.`,
    failed: 'It was not brought back',
  })
}
