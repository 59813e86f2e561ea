import { BudgetRoom } from '#features/budgets/components/budget-room.tsx'
import { EstimateFigures } from '#features/estimate/components/estimate-figures.tsx'
import { EstimateLoading } from '#features/estimate/components/estimate-loading.tsx'
import { EstimateProblem } from '#features/estimate/components/estimate-problem.tsx'
import { type AskedSuggestion, useSuggestionEstimate } from '../suggestions.ts'

/** What a suggestion will cost; nothing while it cannot be asked for. */
export function SuggestionCost({ clientId, asked }: { clientId: string; asked: AskedSuggestion | null }) {
  const { data, error, isFetching, isPlaceholderData, refetch } = useSuggestionEstimate(asked)
  if (asked === null) return null
  return (
    <section aria-label="Estimated cost" aria-live="polite" aria-busy={isFetching} className="min-h-28">
      {error && !isFetching ? (
        <EstimateProblem error={error} busy={isFetching} onRetry={() => void refetch()} />
      ) : data ? (
        <EstimateFigures
          lowUsd={data.low_usd}
          expectedUsd={data.expected_usd}
          highUsd={data.high_usd}
          stale={isPlaceholderData}
        >
          The most it can cost has room for a second try.
          <BudgetRoom clientId={clientId} highUsd={data.high_usd} />
        </EstimateFigures>
      ) : (
        <EstimateLoading />
      )}
    </section>
  )
}
