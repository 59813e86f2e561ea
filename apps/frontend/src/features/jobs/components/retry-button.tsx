'use client'

import type { Client } from '@hg/contracts'
import { RotateCcw } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { useRetryJob } from '../make-again.ts'

/** Asks for the piece once more, as it was asked for; where a budget has no room for it, that stands on a line of its own. */
export function RetryButton({ jobId, client }: { jobId: string; client: Client }) {
  const retry = useRetryJob(jobId)
  return (
    <>
      <Button look="primary" busy={retry.isPending || retry.isSuccess} onClick={() => retry.submit(undefined)}>
        <RotateCcw aria-hidden className="size-4" />
        Try again
      </Button>
      {isBudgetRefusal(retry.error) && (
        <div className="order-last w-full">
          <BudgetRefusal error={retry.error} client={client} />
        </div>
      )}
    </>
  )
}
