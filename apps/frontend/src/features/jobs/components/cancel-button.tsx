'use client'

import { type Client, type Job, roleAllows } from '@hg/contracts'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { ApiError } from '#lib/api.ts'
import { useCancelJob } from '../cancel-job.ts'

/** Stops a running job, after asking. Viewers see it switched off, with the reason. */
export function CancelButton({ job, client }: { job: Job; client: Client | undefined }) {
  const cancel = useCancelJob(job.id)
  if (client && !roleAllows(client.role, 'member')) {
    const why = `As a viewer of ${client.name} you can read here. Cancelling takes the role of a member.`
    return (
      <Tooltip text={why}>
        <Button aria-disabled="true" aria-description={why}>
          Cancel
        </Button>
      </Tooltip>
    )
  }
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
      <Button busy={cancel.isPending}>Cancel</Button>
    </Confirm>
  )
}
