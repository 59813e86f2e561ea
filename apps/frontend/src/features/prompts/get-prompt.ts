import { prompt, promptDiff, promptMove, promptReach, promptVersion, promptVersionSummary } from '@hg/contracts'
import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'
import { pagedQuery } from '#lib/paged-query.ts'

/** A template with its latest version, the one in use, and what is to be said of them. */
export function promptQuery(id: string) {
  return queryOptions({
    queryKey: ['prompts', 'detail', id],
    queryFn: ({ signal }) => api(`/im/templates/${encodeURIComponent(id)}`, prompt, { signal }),
    // What is being edited is not exchanged under the editor's hands: the service refuses what is out of date.
    refetchOnWindowFocus: false,
  })
}

export function usePrompt(id: string) {
  return useQuery(promptQuery(id))
}

/** A template's versions, newest first. */
export function versionsQuery(id: string) {
  return pagedQuery(['prompts', 'versions', id], `/im/templates/${id}/versions`, promptVersionSummary, { limit: 50 })
}

export function useVersions(id: string) {
  return useInfiniteQuery(versionsQuery(id))
}

/** When a template's labels were moved, and by whom, newest first. */
export function useMoves(id: string) {
  return useInfiniteQuery(pagedQuery(['prompts', 'moves', id], `/im/templates/${id}/moves`, promptMove, { limit: 50 }))
}

/** One version whole; its text never changes. */
export function versionQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['prompts', 'version', id, version],
    queryFn: ({ signal }) => api(`/im/templates/${id}/versions/${version}`, promptVersion, { signal }),
    staleTime: Infinity,
  })
}

/** What differs between two versions. */
export function useDiff(id: string, from: number, to: number) {
  return useQuery({
    queryKey: ['prompts', 'diff', id, from, to],
    queryFn: ({ signal }) => api(`/im/templates/${id}/diff`, promptDiff, { query: { from, to }, signal }),
    // Versions never change.
    staleTime: Infinity,
  })
}

/** Whose pieces a template is for while it is in use. */
export function useReach(id: string) {
  return useQuery({
    queryKey: ['prompts', 'reach', id],
    queryFn: ({ signal }) => api(`/im/templates/${id}/reach`, promptReach, { signal }),
  })
}
