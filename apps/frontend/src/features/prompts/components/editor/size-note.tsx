import type { PromptSize } from '@hg/contracts'
import type { ReactNode } from 'react'
import { formatCount, formatUsd } from '#lib/format.ts'
import { providerLabels } from '#lib/labels.ts'

/** How long a prompt becomes by a request that says something of everything, and what a piece costs by it. */
export function SizeNote({ size }: { size: PromptSize }) {
  const { tokens, system_tokens, user_tokens, cacheable_tokens, cheapest, typical } = size
  return (
    <section aria-label="Size">
      <h2 className="mb-2 text-sm text-ink-3">With everything filled in</h2>
      <dl className="grid gap-1 text-sm">
        <Row term="Prompt">{formatCount(tokens)} tokens</Row>
        <Row term="System, user" quiet>
          {formatCount(system_tokens)}, {formatCount(user_tokens)}
        </Row>
        <Row term="Kept ready by providers" quiet>
          {formatCount(cacheable_tokens)}
        </Row>
        {typical && (
          <Row term={`${providerLabels[typical.provider]} ${typical.model}`}>
            about {formatUsd(typical.usd)} a piece
          </Row>
        )}
        {cheapest && cheapest.model !== typical?.model && (
          <Row term={`${providerLabels[cheapest.provider]} ${cheapest.model}`} quiet>
            from {formatUsd(cheapest.usd)}
          </Row>
        )}
      </dl>
    </section>
  )
}

function Row(props: { term: string; quiet?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="min-w-0 truncate text-ink-3">{props.term}</dt>
      <dd className={props.quiet ? 'figures shrink-0 text-ink-3' : 'figures shrink-0'}>{props.children}</dd>
    </div>
  )
}
