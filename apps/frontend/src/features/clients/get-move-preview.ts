import { movePreview, type MoveScope } from '@hg/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** What moves where. */
export interface MoveWish {
  id: string
  parent_id: string
  scope: MoveScope
}

/** What a move would change. Asked anew each time: it holds for this moment. */
export function movePreviewQuery({ id, ...plan }: MoveWish) {
  return queryOptions({
    queryKey: ['clients', 'move-preview', { id, ...plan }],
    queryFn: ({ signal }) =>
      api(`/smm/clients/${id}/move/preview`, movePreview, { method: 'POST', body: plan, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
}
