'use client'

import type { Client, ClientDetails, MovePreview } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogBody, DialogFooter, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SearchSelect } from '#components/ui/search-select.tsx'
import { plural } from '#lib/format.ts'
import { movePreviewQuery } from '../get-move-preview.ts'
import { useMoveClient } from '../move-client.ts'
import { placesForMove } from '../places-for.ts'
import { MoveChangesView } from './move-changes.tsx'
import { placeOptions } from './place-options.tsx'

/** First the destination, then what the move changes, then the move. What changed in between is shown again. */
export function MoveDialog({ client, clients }: { client: ClientDetails; clients: Client[] }) {
  const { close } = useDialog()
  const [parentId, setParentId] = useState<string | null>(null)
  const wish = {
    id: client.id,
    parent_id: parentId ?? '',
    scope: client.type === 'agency' ? ('customers' as const) : ('client' as const),
  }
  const query = useQuery({ ...movePreviewQuery(wish), enabled: parentId !== null })
  const move = useMoveClient(close)
  const newer = move.conflict?.current as MovePreview | undefined
  const preview = newer ?? query.data

  return (
    <>
      <DialogBody className="grid-cols-[minmax(0,1fr)]">
        <Field id="destination" label="To">
          {(ids) => (
            <SearchSelect
              ids={ids}
              label="Places to move to"
              placeholder="Choose a place"
              value={parentId}
              options={placeOptions(clients, placesForMove(clients, client))}
              disabled={move.isPending}
              onChange={(id) => {
                move.reset()
                setParentId(id)
              }}
            />
          )}
        </Field>
        <SaveProblem error={move.conflict ? null : move.error} title="Nothing was moved" />
        {newer && (
          <Notice tone="caution" role="alert" title="Something changed in the meantime, and nothing was moved">
            <p>This is what the move changes now.</p>
          </Notice>
        )}
        {parentId !== null && (
          <Loaded query={{ ...query, data: preview }} what="what the move changes" shape="text">
            {(shown) => <MoveChangesView preview={shown} />}
          </Loaded>
        )}
      </DialogBody>
      <DialogFooter>
        <Button disabled={move.isPending} onClick={close}>
          Cancel
        </Button>
        <Button
          look="primary"
          disabled={!preview || query.isFetching || preview.changes.ownerless.total > 0}
          busy={move.isPending}
          onClick={() => preview && move.submit({ ...wish, confirmation: preview.confirmation })}
        >
          {wish.scope === 'customers' && preview
            ? `Move ${plural(preview.changes.clients.total, 'client')}`
            : 'Move the client'}
        </Button>
      </DialogFooter>
    </>
  )
}
