import type { SuggestionSummary } from '@hg/contracts'
import type { ComponentProps } from 'react'
import { Ago } from '#components/ui/age.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { StatusMark } from '#features/jobs/components/status-mark.tsx'
import { cn } from '#lib/cn.ts'
import { formatCount, formatUsd } from '#lib/format.ts'

/** The suggestions for a template; choosing one shows it. */
export function SuggestionList(props: {
  query: ComponentProps<typeof ShowMore>['query']
  suggestions: SuggestionSummary[]
  shown: string
  onShow: (id: string) => void
}) {
  const { suggestions, shown } = props
  return (
    <section aria-labelledby="all-suggestions" className="mt-12 border-t pt-5">
      <h2 id="all-suggestions" className="mb-3 text-sm text-ink-3">
        All suggestions
      </h2>
      <ul className="grid divide-y border-y">
        {suggestions.map((suggestion) => (
          <li key={suggestion.id}>
            <button
              type="button"
              aria-pressed={suggestion.id === shown}
              onClick={() => props.onShow(suggestion.id)}
              className={cn(
                'flex min-h-10 w-full flex-wrap items-center justify-between gap-x-6 gap-y-1 px-2 py-2 text-left hover:bg-hover',
                suggestion.id === shown && 'bg-hover',
              )}
            >
              <span className="min-w-0">
                {suggestion.template ? `Version ${suggestion.template.version}` : 'A version'}
                <span className="text-ink-3">
                  , <Ago at={suggestion.created_at} />
                </span>
              </span>
              <span className="flex items-center gap-5 text-sm">
                <span className="figures text-ink-3">{sayingOf(suggestion)}</span>
                <StatusMark status={suggestion.status} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ShowMore query={props.query} count={suggestions.length} one="suggestion" />
    </section>
  )
}

function sayingOf({ tokens, cost_usd }: SuggestionSummary): string {
  return [
    tokens && `${formatCount(tokens.before - tokens.after)} tokens less`,
    cost_usd !== null && formatUsd(cost_usd),
  ]
    .filter(Boolean)
    .join(', ')
}
