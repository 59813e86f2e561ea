import { BudgetRoom } from '#features/budgets/components/budget-room.tsx'
import type { BatchBody } from '#features/batches/send-batch.ts'
import { plural } from '#lib/format.ts'
import { useBatchEstimate } from '../get-estimate.ts'
import { EstimateFigures } from './estimate-figures.tsx'
import { EstimateLoading } from './estimate-loading.tsx'
import { EstimateProblem } from './estimate-problem.tsx'

/** What all rows of a batch will cost together, kept up to date while they are typed. */
export function BatchEstimate({ body, hold }: { body: BatchBody | null; hold: string | null }) {
  const { data, error, isPlaceholderData, isFetching, refetch } = useBatchEstimate(body)
  const inOrder = data ? data.rows.length - data.errors : 0
  return (
    <section aria-label="Estimated cost" aria-live="polite" aria-busy={isFetching} className="min-h-28">
      {body === null ? (
        <p className="text-ink-3">{hold}</p>
      ) : error && !isFetching ? (
        <EstimateProblem error={error} busy={isFetching} onRetry={() => void refetch()} />
      ) : data ? (
        inOrder === 0 ? (
          <p className="text-danger">No row is in order yet. Check the rows to see what is wrong.</p>
        ) : (
          <EstimateFigures
            lowUsd={data.low_usd}
            expectedUsd={data.expected_usd}
            highUsd={data.estimated_cost_usd}
            stale={isPlaceholderData}
          >
            For {plural(inOrder, 'piece')} together
            {data.at_batch_price > 0 && `, ${batchNote(data.at_batch_price, inOrder)}`}
            {data.errors > 0 && (
              <span className="text-danger">
                ; {plural(data.errors, 'row')} {data.errors === 1 ? 'is' : 'are'} not in order yet
              </span>
            )}
            <BudgetRoom clientId={body.client_id} highUsd={data.estimated_cost_usd} />
          </EstimateFigures>
        )
      ) : (
        <EstimateLoading />
      )}
    </section>
  )
}

/** Which of the pieces are written in the provider's batch, as far as they can be. */
function batchNote(atBatchPrice: number, inOrder: number): string {
  const which = atBatchPrice === inOrder ? '' : `${atBatchPrice} of them `
  return `${which}in the provider’s batch, within a day and at half price`
}
