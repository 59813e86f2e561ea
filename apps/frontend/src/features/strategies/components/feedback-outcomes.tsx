import type { FeedbackSum, StrategyAnalytics } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'

type Feedback = StrategyAnalytics['feedback']

/** What was said of the pieces of a strategy, by what they are and by what wrote them. */
export function FeedbackOutcomes({ feedback }: { feedback: Feedback }) {
  if (feedback.by_content_type.length === 0)
    return <p className="mt-10 text-ink-3">Nobody has said yet whether these pieces were good.</p>
  return (
    <section aria-labelledby="feedback-heading" className="mt-10">
      <h3 id="feedback-heading" className="mb-3 font-medium">
        What people said of them
      </h3>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <DataTable
          caption="Feedback by content type"
          columns={byType}
          rows={feedback.by_content_type}
          rowKey={({ content_type }) => content_type}
        />
        <DataTable
          caption="Feedback by model"
          columns={byModel}
          rows={feedback.by_model}
          rowKey={({ provider, model }) => `${provider} ${model}`}
        />
      </div>
    </section>
  )
}

/** The share of good words, and what it is a share of; a dash where nothing was said. */
export function Said({ sum: { good, bad } }: { sum: FeedbackSum }) {
  const all = good + bad
  if (all === 0) return <span className="text-ink-3">–</span>
  return (
    <>
      {Math.round((good / all) * 100)}% good
      <span className="block text-sm text-ink-3">of {plural(all, 'rating')}</span>
    </>
  )
}

const figures: Column<FeedbackSum>[] = [
  { id: 'said', header: 'Good', look: 'w-28 text-right figures', cell: (sum) => <Said sum={sum} /> },
  {
    id: 'pieces',
    header: 'Pieces',
    look: 'w-20 text-right figures',
    cell: ({ pieces }) => formatCount(pieces),
  },
]

const byType: Column<Feedback['by_content_type'][number]>[] = [
  { id: 'type', header: 'Content', cell: ({ content_type }) => contentTypeLabels[content_type] },
  ...figures,
]

const byModel: Column<Feedback['by_model'][number]>[] = [
  {
    id: 'model',
    header: 'Written by',
    cell: ({ provider, model }) => (
      <>
        {providerLabels[provider]}
        {model !== null && <span className="block font-mono text-xs break-all text-ink-3">{model}</span>}
      </>
    ),
  },
  ...figures,
]
