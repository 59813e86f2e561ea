'use client'

import type { BatchPreview, BatchPreviewRow } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { formatUsd, plural } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import { WrongRows } from './wrong-rows.tsx'

const shownAtFirst = 50

const columns: Column<BatchPreviewRow>[] = [
  {
    id: 'topic',
    header: 'Topic',
    cell: ({ row, topic, content_type: type, keywords }) => (
      <>
        <span className="figures mr-2 text-ink-3">{row}</span>
        <span className="font-medium">{topic ?? 'No topic'}</span>
        <span className="block text-sm font-normal text-ink-3">
          {[...(type === null ? [] : [contentTypeLabels[type]]), ...keywords].join(', ')}
        </span>
      </>
    ),
  },
  {
    id: 'expected',
    header: 'Expected',
    look: 'figures w-24 text-right',
    cell: ({ expected_usd }) => formatUsd(expected_usd),
  },
  {
    id: 'cost',
    header: 'At most',
    look: 'figures w-24 text-right',
    cell: ({ estimated_cost_usd }) => formatUsd(estimated_cost_usd),
  },
]

/** What would be asked for, row by row. Rows with errors stand first: they are what has to be done. */
export function BatchPreviewTable({ preview }: { preview: BatchPreview }) {
  const [all, setAll] = useState(false)
  const most = all ? Infinity : shownAtFirst
  const wrong = preview.rows.filter(({ errors }) => errors.length > 0).slice(0, most)
  const right = preview.rows.filter(({ errors }) => errors.length === 0).slice(0, most)
  const left = preview.rows.length - wrong.length - right.length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {wrong.length > 0 && <WrongRows rows={wrong} />}
      {right.length > 0 && (
        <DataTable
          caption={preview.errors > 0 ? 'Rows that are in order' : 'Rows'}
          columns={columns}
          rows={right}
          rowKey={({ row }) => String(row)}
        />
      )}
      {left > 0 && (
        <Button className="justify-self-start" onClick={() => setAll(true)}>
          Show {plural(left, 'more row', 'more rows')}
        </Button>
      )}
    </div>
  )
}
