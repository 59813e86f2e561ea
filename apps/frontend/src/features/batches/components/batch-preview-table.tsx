'use client'

import type { BatchPreview, BatchPreviewRow } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { fieldInWords } from '#lib/forms/field-errors.ts'
import { formatUsd, plural } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'

const shownAtFirst = 50

const columns: Column<BatchPreviewRow>[] = [
  {
    id: 'topic',
    header: 'Topic',
    cell: ({ row, topic, keywords, errors }) => (
      <>
        <span className="figures mr-2 text-ink-3">{row}</span>
        <span className="font-medium">{topic ?? 'No topic'}</span>
        {keywords.length > 0 && <span className="block text-sm text-ink-3">{keywords.join(', ')}</span>}
        {errors.map((error) => (
          <span key={error.path + error.message} className="block text-sm text-danger">
            {placeOf(error)} {error.message}
          </span>
        ))}
      </>
    ),
  },
  {
    id: 'type',
    header: 'Type',
    look: 'w-36',
    cell: ({ content_type: type }) => (type === null ? '–' : contentTypeLabels[type]),
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
  const sorted = [...preview.rows].sort((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0))
  const shown = all ? sorted : sorted.slice(0, shownAtFirst)
  return (
    <div>
      <DataTable caption="Rows" columns={columns} rows={shown} rowKey={({ row }) => String(row)} />
      {shown.length < sorted.length && (
        <Button className="mt-4" onClick={() => setAll(true)}>
          Show {plural(sorted.length - shown.length, 'more row', 'more rows')}
        </Button>
      )}
    </div>
  )
}

/** The field without its place in the list, and the line of the file where there is one. */
function placeOf({ path, line }: { path: string; line?: number | undefined }): string {
  const field = fieldInWords(path.replace(/^items\.\d+\.?/, ''))
  return [line === undefined ? '' : `Line ${line}:`, field].filter(Boolean).join(' ')
}
