'use client'

import type { Client, Job } from '@hg/contracts'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { ApiError } from '#lib/api.ts'
import { whyNot } from '#lib/roles.ts'
import { useCancelJob } from '../cancel-job.ts'

/** Stops a running job, after asking. Viewers see it switched off, with the reason. */
export function CancelButton({ job, client }: { job: Job; client: Client | undefined }) {
  const cancel = useCancelJob(job.id)
  function confirm() {
    cancel.mutate(undefined, {
      onSuccess: () => toast.success('Cancelled'),
      onError: (error) =>
        error instanceof ApiError && error.code === 'job_final'
          ? toast('It had already ended.')
          : toast.error('It could not be cancelled', { description: error.message }),
    })
  }
  return (
    <Confirm
      title="Cancel this piece?"
      description={
        job.status === 'pending'
          ? 'It has not been begun, so nothing is charged.'
          : 'Writing stops at once. What the provider has written so far is charged, and the text is discarded.'
      }
      confirm="Cancel the piece"
      dismiss="Keep writing"
      onConfirm={confirm}
    >
      <Button busy={cancel.isPending} off={client ? whyNot(client, 'member', 'Cancelling') : null}>
        Cancel
      </Button>
    </Confirm>
  )
}
