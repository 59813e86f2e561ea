import type { Budget, BudgetLevel } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatPrice, formatUsd } from '#lib/format.ts'
import { monthName, standingOf } from '../standing.ts'
import { BudgetState } from './month-section.tsx'

const columns: Column<BudgetLevel>[] = [
  {
    id: 'client',
    header: 'Client',
    cell: ({ client_name, month }) => (
      <>
        {client_name}
        <span className="block text-sm font-normal text-ink-3">{monthName(month)}</span>
      </>
    ),
  },
  { id: 'state', header: 'State', look: 'w-40', cell: (level) => <BudgetState state={standingOf(level).state} /> },
  { id: 'spent', header: 'Spent', look: 'w-24 text-right figures', cell: ({ spent_usd }) => formatUsd(spent_usd) },
  {
    id: 'reserved',
    header: 'Reserved',
    look: 'w-24 text-right figures',
    cell: ({ reserved_usd }) => formatUsd(reserved_usd),
  },
  {
    id: 'soft',
    header: 'Soft limit',
    look: 'w-24 text-right figures',
    wideOnly: true,
    cell: ({ soft_usd }) => (soft_usd === null ? '–' : formatPrice(soft_usd)),
  },
  {
    id: 'hard',
    header: 'Hard limit',
    look: 'w-24 text-right figures',
    cell: ({ hard_usd }) => (hard_usd === null ? '–' : formatPrice(hard_usd)),
  },
  {
    id: 'left',
    header: 'Left',
    look: 'w-24 text-right figures',
    cell: (level) => formatUsd(standingOf(level).leftUsd),
  },
]

/** Budgets of clients above, which count this client's work as well; of those the reader may not see, that they are there. */
export function LevelsAbove({ above }: { above: Budget['above'] }) {
  const seen = above.filter((level) => level !== null)
  const hidden = above.length - seen.length
  return (
    <div className="grid gap-5">
      {seen.length > 0 && (
        <DataTable caption="Budgets above" columns={columns} rows={seen} rowKey={({ client_id }) => client_id} />
      )}
      {hidden > 0 && (
        <Notice title="A budget that you cannot see counts here, too">
          <p>It is kept by a client above that you have no role with. Whoever keeps it can tell how it stands.</p>
        </Notice>
      )}
      {above.length === 0 && <p className="text-ink-3">No client above has a budget.</p>}
    </div>
  )
}
