import { isFinal, jobStatusEvent } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { apiUrl } from '#lib/api.ts'
import type { StreamState } from '#lib/event-stream.ts'
import { parseEvent } from '#lib/parse-event.ts'
import { throttle } from '#lib/throttle.ts'
import { useEventStream } from '#lib/use-event-stream.ts'
import { applyStatusToPage } from './apply-status.ts'
import type { JobPage } from './get-jobs.ts'

const listKey = ['jobs', 'list']

/**
 * Keeps the lists of a client live: known rows change at once, and the list is read again (once a second at most) when a
 * job is new to it or has ended, since then titles, costs and filters move.
 */
export function useWatchJobs(clientId: string): StreamState {
  const queryClient = useQueryClient()
  const [readAgain] = useState(() => throttle(() => void queryClient.invalidateQueries({ queryKey: listKey }), 1000))
  useEffect(() => readAgain.cancel, [readAgain])

  return useEventStream(apiUrl('/cpm/jobs/events', { client_id: clientId }), {
    onOpen: readAgain,
    onMessage: ({ event, data }) => {
      const status = event === 'status' ? parseEvent(jobStatusEvent, data) : null
      if (!status) return
      let known = false
      let changed = false
      queryClient.setQueriesData<JobPage>({ queryKey: listKey }, (page) => {
        if (!page) return page
        known ||= page.items.some((job) => job.id === status.job_id)
        const next = applyStatusToPage(page, status)
        changed ||= next !== page
        return next
      })
      if (!known || (changed && isFinal(status.status))) readAgain()
    },
  })
}
