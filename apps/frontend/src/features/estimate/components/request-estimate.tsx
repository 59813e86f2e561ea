'use client'

import type { GenerateRequest } from '@hg/contracts'
import { useFormContext, useWatch } from 'react-hook-form'
import { BudgetRoom } from '#features/budgets/components/budget-room.tsx'
import type { NeededVariable } from '#features/prompts/request-variables.ts'
import { providerLabels } from '#lib/labels.ts'
import { useEstimate } from '../get-estimate.ts'
import { toEstimateRequest } from '../to-estimate-request.ts'
import { EstimateFigures } from './estimate-figures.tsx'
import { EstimateLoading } from './estimate-loading.tsx'
import { EstimateProblem } from './estimate-problem.tsx'

/**
 * What the piece that the form describes will cost, kept up to date while it is typed.
 *
 * @param props.needed what its prompt template takes; null while that is not known
 */
export function RequestEstimate({ needed }: { needed: readonly NeededVariable[] | null }) {
  const { getValues, control } = useFormContext<GenerateRequest>()
  useWatch({ control })
  const request = needed && toEstimateRequest(getValues(), needed)
  const { data, error, isPlaceholderData, isFetching, refetch } = useEstimate(request)
  return (
    <section aria-label="Estimated cost" aria-live="polite" aria-busy={isFetching} className="min-h-28">
      {needed !== null && request === null ? (
        <p className="text-ink-3">It can be estimated once the fields are in order.</p>
      ) : error && !isFetching ? (
        <EstimateProblem error={error} busy={isFetching} onRetry={() => void refetch()} />
      ) : data ? (
        <EstimateFigures
          lowUsd={data.low_usd}
          expectedUsd={data.expected_usd}
          highUsd={data.high_usd}
          stale={isPlaceholderData}
        >
          {providerLabels[data.provider]} <span className="font-mono text-xs">{data.model}</span>,{' '}
          {data.from_history ? 'by what such pieces took here lately' : 'by what such pieces usually take'}
          <BudgetRoom clientId={getValues('client_id')} highUsd={data.high_usd} />
        </EstimateFigures>
      ) : (
        <EstimateLoading />
      )}
    </section>
  )
}
