import { type Batch, batch } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { apiUrl } from '#lib/api.ts'
import type { StreamState } from '#lib/event-stream.ts'
import { parseEvent } from '#lib/parse-event.ts'
import { throttle } from '#lib/throttle.ts'
import { useEventStream } from '#lib/use-event-stream.ts'
import { isUnderWay } from './progress.ts'
import { batchQuery } from './get-batches.ts'

/** Keeps a batch live while it is under way; its pieces are read again with it, every two seconds at most. */
export function useWatchBatch(known: Batch | undefined): StreamState | null {
  const queryClient = useQueryClient()
  const [readPieces] = useState(() =>
    throttle(() => void queryClient.invalidateQueries({ queryKey: ['jobs', 'list', 'batch'] }), 2000),
  )
  useEffect(() => readPieces.cancel, [readPieces])
  const url = known && isUnderWay(known) ? apiUrl(`/cpm/batches/${known.id}/events`) : null

  const state = useEventStream(url, {
    onMessage: ({ event, data }) => {
      const told = event === 'batch' ? parseEvent(batch, data) : null
      if (!told) return
      queryClient.setQueryData(batchQuery(told.id).queryKey, told)
      readPieces()
    },
  })
  return url === null ? null : state
}
