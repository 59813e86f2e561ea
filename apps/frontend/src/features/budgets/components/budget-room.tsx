import { useQuery } from '@tanstack/react-query'
import { formatUsd } from '#lib/format.ts'
import { budgetQuery } from '../get-budget.ts'
import { standingOf, tightLevel } from '../standing.ts'

/** Says before something is sent that a budget has no room for it. Nothing where all that can be seen have. */
export function BudgetRoom({ clientId, highUsd }: { clientId: string; highUsd: string }) {
  const { data } = useQuery({ ...budgetQuery(clientId), refetchInterval: false, meta: { keepsPage: true } })
  const level = data ? tightLevel(data, highUsd) : null
  if (level === null) return null
  return (
    <p role="status" className="mt-1.5 text-sm text-caution">
      The budget of {level.client_name} has {formatUsd(standingOf(level).leftUsd)} left this month: it would be refused.
      A lower cost limit may let it through.
    </p>
  )
}
