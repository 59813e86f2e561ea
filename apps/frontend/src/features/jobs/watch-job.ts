import { jobStatusEvent, jobTextEvent } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { apiUrl } from '#lib/api.ts'
import type { StreamState } from '#lib/event-stream.ts'
import { parseEvent } from '#lib/parse-event.ts'
import { throttle } from '#lib/throttle.ts'
import { useEventStream } from '#lib/use-event-stream.ts'
import { applyStatus } from './apply-status.ts'
import { applyText, type DraftText, noDraft } from './apply-text.ts'
import { jobQuery } from './get-job.ts'

/**
 * Follows one job: patches it with each status, reads it again (twice a second at most) for what events do not carry,
 * and collects the text in the making.
 *
 * @param running false follows nothing: a job that has ended never changes
 */
export function useWatchJob(id: string, running: boolean): { stream: StreamState; draft: DraftText } {
  const queryClient = useQueryClient()
  const [draft, addText] = useReducer(applyText, noDraft)
  const { queryKey } = jobQuery(id)
  const [readAgain] = useState(() => throttle(() => void queryClient.invalidateQueries({ queryKey }), 500))
  useEffect(() => readAgain.cancel, [readAgain])

  const stream = useEventStream(running ? apiUrl(`/cpm/jobs/${encodeURIComponent(id)}/events`) : null, {
    onOpen: readAgain,
    onMessage: ({ event, data }) => {
      const text = event === 'text' ? parseEvent(jobTextEvent, data) : null
      if (text) addText(text)
      const status = event === 'status' ? parseEvent(jobStatusEvent, data) : null
      if (!status) return
      queryClient.setQueryData(queryKey, (job) => (job ? applyStatus(job, status) : job))
      readAgain()
    },
  })
  return { stream, draft }
}
