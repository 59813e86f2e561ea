'use client'

import { RotateCcw } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { useRetryJob } from '../make-again.ts'

/** Asks for the piece once more, as it was asked for. */
export function RetryButton({ jobId }: { jobId: string }) {
  const retry = useRetryJob(jobId)
  return (
    <Button look="primary" busy={retry.isPending || retry.isSuccess} onClick={() => retry.submit(undefined)}>
      <RotateCcw aria-hidden className="size-4" />
      Try again
    </Button>
  )
}
