import type { PromptPreview } from '@hg/contracts'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { cn } from '#lib/cn.ts'
import { formatCount, formatUsd, plural } from '#lib/format.ts'
import { providerLabels } from '#lib/labels.ts'
import { FindingList } from '../editor/finding-list.tsx'
import { PromptPart } from '../prompt-part.tsx'

/** A prompt that was made without a call: its parts, its size, what was left out of it, and what it costs by each model. */
export function MadePrompt(props: { preview: PromptPreview; behind: boolean; error: Error | null }) {
  const { preview, behind, error } = props
  const { prompt, tokens, output_tokens, findings, optimizations, costs } = preview
  const errors = findings.filter(({ severity }) => severity === 'error')
  return (
    <div className={cn('grid grid-cols-[minmax(0,1fr)] gap-8 transition-opacity', behind && 'opacity-60')}>
      {error && (
        <Notice tone="caution" role="alert" title="This is of an earlier text">
          <p>{error.message}</p>
        </Notice>
      )}
      {prompt === null ? (
        <Notice tone="danger" role="alert" title="No prompt comes of this text">
          <FindingList findings={errors} onChoose={() => undefined} />
        </Notice>
      ) : (
        <>
          <p role="status">
            <span className="figures font-medium">{plural(tokens ?? 0, 'token')}</span>
            <span className="text-ink-2">
              ; the answer usually takes <span className="figures">{formatCount(output_tokens)}</span>. No provider was
              called.
            </span>
          </p>
          {optimizations.length > 0 && (
            <section aria-label="Made smaller">
              <h3 className="mb-1.5 text-sm text-ink-3">Made smaller</h3>
              <ol className="border-t text-sm">
                {optimizations.map(({ kind, what, tokens_saved }, index) => (
                  <li key={index} className="flex flex-wrap justify-between gap-x-6 border-b py-2">
                    <span className={cn('min-w-0 wrap-anywhere', kind === 'budget_not_met' && 'text-danger')}>
                      {what}
                    </span>
                    {kind !== 'budget_not_met' && (
                      <span className="figures text-ink-3">{plural(tokens_saved, 'token')} saved</span>
                    )}
                  </li>
                ))}
              </ol>
            </section>
          )}
          <PromptPart title="System" text={prompt.system} />
          <PromptPart title="User" text={prompt.user} />
          {costs.length > 0 && (
            <Disclosure title="What a piece costs, by model" aside={rangeOf(costs)} className="border-b">
              <DataTable
                caption="Cost by model"
                columns={columns}
                rows={costs}
                rowKey={({ provider, model }) => `${provider} ${model}`}
              />
            </Disclosure>
          )}
        </>
      )}
    </div>
  )
}

function rangeOf(costs: PromptPreview['costs']): string {
  return `${formatUsd(costs[0]?.piece_usd)} to ${formatUsd(costs.at(-1)?.piece_usd)}`
}

const columns: Column<PromptPreview['costs'][number]>[] = [
  { id: 'model', header: 'Model', cell: ({ name }) => name },
  { id: 'provider', header: 'Provider', look: 'w-36', cell: ({ provider }) => providerLabels[provider] },
  {
    id: 'prompt',
    header: 'Prompt alone',
    look: 'w-32 text-right figures',
    cell: ({ prompt_usd }) => formatUsd(prompt_usd),
  },
  { id: 'piece', header: 'Piece', look: 'w-28 text-right figures', cell: ({ piece_usd }) => formatUsd(piece_usd) },
]
