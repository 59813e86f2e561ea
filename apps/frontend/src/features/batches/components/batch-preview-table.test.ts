import type { BatchPreview, BatchPreviewRow } from '@hg/contracts'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BatchPreviewTable } from './batch-preview-table.tsx'

const right = (row: number): BatchPreviewRow => ({
  ...{ row, content_type: 'faq', topic: `Topic ${row}`, keywords: ['fuse'], errors: [] },
  ...{ estimated_cost_usd: '0.05', low_usd: '0.01', expected_usd: '0.02' },
})
const wrong = (row: number, errors: BatchPreviewRow['errors']): BatchPreviewRow => ({
  ...{ row, content_type: null, topic: row === 2 ? null : `Topic ${row}`, keywords: [], errors },
  ...{ estimated_cost_usd: null, low_usd: null, expected_usd: null },
})
const wordsOf = (rows: BatchPreviewRow[]) => {
  const errors = rows.filter((row) => row.errors.length > 0).length
  const preview: BatchPreview = {
    ...{ rows, errors, estimated_cost_usd: '0', low_usd: '0', expected_usd: '0', at_batch_price: 0 },
  }
  return renderToStaticMarkup(createElement(BatchPreviewTable, { preview }))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

describe('the rows of a checked batch', () => {
  it('that need another look stand first, each with its line, its fields and what is wrong with them', () => {
    const season = { path: 'items.2.variables.season', message: 'is required: give a text', line: 4 }
    const words = wordsOf([
      right(1),
      wrong(2, [{ path: 'items.1.topic', message: 'is missing' }]),
      wrong(3, [season, { path: 'items.2.llm.max_output_tokens', message: 'must be at least 64', line: 4 }]),
    ])
    expect(words).toContain('2 No topic topic is missing')
    expect(words).toContain(
      '3 Topic 3 Line 4: season is required: give a text Line 4: llm max output tokens must be at least 64',
    )
    expect(words.indexOf('3 Topic 3')).toBeLessThan(words.indexOf('1 Topic 1'))
    expect(words).toContain('Rows that are in order')
    expect(words).toContain('1 Topic 1 FAQ, fuse')
  })

  it('are all offered, fifty of a kind at first', () => {
    const rows = Array.from({ length: 120 }, (_, index) =>
      index < 60 ? wrong(index + 1, [{ path: `items.${index}.brief`, message: 'is too long' }]) : right(index + 1),
    )
    expect(wordsOf(rows)).toContain('Show 20 more rows')
    expect(wordsOf(rows.slice(0, 50))).not.toContain('Show')
  })
})
