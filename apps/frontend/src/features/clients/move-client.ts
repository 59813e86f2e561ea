import { moveDone } from '@hg/contracts'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { plural } from '#lib/format.ts'
import type { MoveWish } from './get-move-preview.ts'

/** Carries out a previewed move. Strategies, people and pieces in sight are read again. */
export function useMoveClient(onSaved: () => void) {
  return useSave({
    send: ({ id, ...body }: MoveWish & { confirmation: string }) =>
      api(`/smm/clients/${id}/move`, moveDone, { method: 'POST', body }),
    stale: [['clients'], ['strategies'], ['strategy'], ['content-templates'], ['members'], ['jobs']],
    saved: ({ moved }) => (moved === 1 ? 'Moved' : `${plural(moved, 'client')} moved`),
    onSaved,
  })
}
