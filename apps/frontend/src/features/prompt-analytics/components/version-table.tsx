'use client'

import type { PromptAnalytics } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { formatCount, formatDate, formatDuration, formatScore, formatUsd } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'

type Item = PromptAnalytics['items'][number]

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)}%`)
const rounded = (count: number | null) => formatCount(count === null ? null : Math.round(count))

const columns: Column<Item>[] = [
  {
    id: 'version',
    header: 'Version',
    cell: ({ template_name, version, content_type, last_at }) => (
      <>
        <span className="font-medium">
          {template_name ?? 'A template that is not here any more'}, version {version}
        </span>
        <span className="block text-sm font-normal text-ink-3">
          {contentTypeLabels[content_type]}, last {formatDate(last_at)}
        </span>
      </>
    ),
  },
  {
    id: 'uses',
    header: 'Uses',
    look: 'figures w-28 text-right',
    cell: ({ uses, unfinished }) => (
      <>
        {formatCount(uses)}
        {unfinished > 0 && <span className="block text-sm text-ink-3">{formatCount(unfinished)} under way</span>}
      </>
    ),
  },
  {
    id: 'success',
    header: 'Succeeded',
    look: 'figures w-28 text-right',
    cell: ({ success_rate, failed }) => (
      <>
        {percent(success_rate)}
        {failed > 0 && <span className="block text-sm text-ink-3">{formatCount(failed)} failed</span>}
      </>
    ),
  },
  {
    id: 'score',
    header: 'Score',
    look: 'figures w-32 text-right',
    cell: ({ mean_score, pass_rate }) => (
      <>
        {formatScore(mean_score === null ? null : Math.round(mean_score * 10) / 10)}
        {pass_rate !== null && <span className="block text-sm text-ink-3">{percent(pass_rate)} passed</span>}
      </>
    ),
  },
  {
    id: 'cost',
    header: 'Cost a piece',
    look: 'figures w-28 text-right',
    cell: ({ cost_per_piece_usd, cost_usd }) => (
      <>
        {formatUsd(cost_per_piece_usd)}
        <span className="block text-sm text-ink-3">{formatUsd(cost_usd)} in all</span>
      </>
    ),
  },
  {
    id: 'tokens',
    header: 'Prompt tokens',
    look: 'figures w-32 text-right',
    cell: ({ mean_prompt_tokens, tokens_saved }) => (
      <>
        {rounded(mean_prompt_tokens)}
        {tokens_saved > 0 && <span className="block text-sm text-ink-3">{formatCount(tokens_saved)} saved</span>}
      </>
    ),
  },
  {
    id: 'time',
    header: 'Time',
    look: 'figures w-20 text-right',
    cell: ({ mean_seconds }) => (mean_seconds === null ? '–' : formatDuration(mean_seconds * 1000)),
  },
  {
    id: 'said',
    header: 'Said of it',
    look: 'figures w-32 text-right',
    cell: ({ feedback: { good, bad }, edited }) => (
      <>
        {good + bad === 0 ? '–' : `${formatCount(good)} good, ${formatCount(bad)} bad`}
        {edited > 0 && <span className="block text-sm text-ink-3">{formatCount(edited)} edited</span>}
      </>
    ),
  },
]

/** What came of each version, by content type, the most used first. */
export function VersionTable({ items, stale }: { items: Item[]; stale: boolean }) {
  return (
    <DataTable
      caption="What came of each version"
      columns={columns}
      rows={items}
      rowKey={({ template_id, version, content_type }) => `${template_id} ${version} ${content_type}`}
      stale={stale}
    />
  )
}
