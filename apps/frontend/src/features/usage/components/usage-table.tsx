import type { UsageFigures, UsageGroup } from '@hg/contracts'
import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { formatCount, formatUsd, plural } from '#lib/format.ts'
import { divideUsd } from '#lib/usd.ts'

const shownAtFirst = 31

const figures: Column<UsageFigures>[] = [
  {
    id: 'pieces',
    header: 'Pieces',
    look: 'w-24 text-right figures',
    cell: ({ jobs, cached_jobs }) => (
      <>
        {formatCount(jobs)}
        {cached_jobs > 0 && <span className="block text-xs text-ink-3">{formatCount(cached_jobs)} from cache</span>}
      </>
    ),
  },
  {
    id: 'calls',
    header: 'Calls',
    look: 'w-20 text-right figures',
    wideOnly: true,
    cell: ({ attempts }) => formatCount(attempts),
  },
  {
    id: 'input',
    header: 'Tokens in',
    look: 'w-28 text-right figures',
    cell: ({ input_tokens, cached_input_tokens }) => (
      <>
        {formatCount(input_tokens)}
        {cached_input_tokens > 0 && (
          <span className="block text-xs text-ink-3">{formatCount(cached_input_tokens)} cached</span>
        )}
      </>
    ),
  },
  {
    id: 'output',
    header: 'Tokens out',
    look: 'w-28 text-right figures',
    cell: ({ output_tokens, reasoning_tokens }) => (
      <>
        {formatCount(output_tokens)}
        {reasoning_tokens > 0 && (
          <span className="block text-xs text-ink-3">{formatCount(reasoning_tokens)} thinking</span>
        )}
      </>
    ),
  },
  {
    id: 'cost',
    header: 'Cost',
    look: 'w-34 text-right figures',
    cell: ({ cost_usd, estimated_usd }) => (
      <>
        {formatUsd(cost_usd)}
        {/[1-9]/.test(estimated_usd) && (
          <span className="block text-xs text-ink-3">{formatUsd(estimated_usd)} estimated</span>
        )}
      </>
    ),
  },
  {
    id: 'each',
    header: 'Cost a piece',
    look: 'w-28 text-right figures',
    cell: ({ cost_usd, jobs }) => formatUsd(divideUsd(cost_usd, jobs)),
  },
]

/** Usage, a row for each group. */
export function UsageTable(props: {
  caption: string
  /** The heading of the groups. */
  header: string
  items: UsageGroup[]
  name: (group: UsageGroup) => ReactNode
  stale?: boolean
}) {
  const { header, items, name } = props
  const [all, setAll] = useState(false)
  const columns = useMemo<Column<UsageGroup>[]>(() => [{ id: 'name', header, cell: name }, ...figures], [header, name])
  const shown = all ? items : items.slice(0, shownAtFirst)
  return (
    <div>
      <DataTable
        caption={props.caption}
        columns={columns}
        rows={shown}
        rowKey={({ key }) => key}
        {...(props.stale ? { stale: true } : {})}
      />
      {shown.length < items.length && (
        <Button className="mt-4" onClick={() => setAll(true)}>
          Show {plural(items.length - shown.length, 'more row', 'more rows')}
        </Button>
      )}
    </div>
  )
}
