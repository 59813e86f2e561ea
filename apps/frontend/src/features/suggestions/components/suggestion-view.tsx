'use client'

import { type Client, isFinal, type PromptSuggestion } from '@hg/contracts'
import { useEffect, useRef } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StatusMark } from '#features/jobs/components/status-mark.tsx'
import { formatUsd } from '#lib/format.ts'
import { failureAdvice, providerLabels } from '#lib/labels.ts'
import { useSuggestion } from '../suggestions.ts'
import type { TakenText } from '../taken-text.ts'
import { CancelSuggestion } from './cancel-suggestion.tsx'
import { SuggestedChanges } from './suggested-changes.tsx'

/** One suggestion: as it is being made, what came of it, and what it cost. */
export function SuggestionView(props: {
  id: string
  /** Whether it comes into sight: it was just asked for, or chosen. */
  jump: boolean
  client: Client
  version: number
  unsaved: boolean
  onTake: (text: TakenText) => void
}) {
  const query = useSuggestion(props.id)
  const article = useRef<HTMLElement>(null)
  const isThere = query.data !== undefined
  // On small screens it stands below what was asked.
  useEffect(() => {
    if (isThere && props.jump) article.current?.scrollIntoView({ block: 'nearest' })
  }, [isThere, props.jump])
  return (
    <Loaded query={query} what="the suggestion" shape="text" place="section">
      {(suggestion) => (
        <article ref={article} aria-label="Suggestion" className="scroll-mb-24">
          <Head suggestion={suggestion} client={props.client} />
          {suggestion.suggestion ? (
            <SuggestedChanges {...props} text={suggestion.suggestion} of={suggestion.template?.version ?? null} />
          ) : (
            <Outcome suggestion={suggestion} />
          )}
        </article>
      )}
    </Loaded>
  )
}

function Head({ suggestion, client }: { suggestion: PromptSuggestion; client: Client }) {
  const { status, template, llm_provider, provider_model, cost_usd, created_at, instructions } = suggestion
  return (
    <header className="mb-6 border-b pb-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 className="font-serif text-xl font-medium">
          {template ? `Version ${template.version} in fewer words` : 'A suggestion'}
        </h2>
        {isFinal(status) ? (
          <StatusMark status={status} />
        ) : (
          <CancelSuggestion suggestion={suggestion} client={client} />
        )}
      </div>
      <p className="mt-1 text-sm text-ink-3">
        Asked for <Ago at={created_at} />
        {provider_model && `, by ${providerLabels[llm_provider]} ${provider_model}`}
        {cost_usd !== null && `, ${formatUsd(cost_usd)}`}
      </p>
      {instructions && <p className="mt-2 max-w-[40rem] text-sm text-ink-2 italic">“{instructions}”</p>}
    </header>
  )
}

function Outcome({ suggestion: { status, error_code, error_message, cost_usd } }: { suggestion: PromptSuggestion }) {
  const charged = cost_usd === null ? 'Nothing was charged.' : `${formatUsd(cost_usd)} was charged for what was called.`
  if (!isFinal(status))
    return (
      <p role="status" className="flex items-center gap-3 text-ink-2">
        <StatusMark status={status} />
        You may leave this page: it stays here.
      </p>
    )
  if (status === 'cancelled') return <Notice title="It was cancelled">{<p>{charged}</p>}</Notice>
  if (status === 'completed')
    return (
      <Notice title="The text of this suggestion was removed">
        <p>It was kept for as long as this client keeps texts.</p>
      </Notice>
    )
  const advice = failureAdvice[error_code ?? 'internal']
  return (
    <Notice tone="danger" role="alert" title="Nothing came of it">
      <p>
        {advice.what} {charged}
      </p>
      <p>{advice.next}</p>
      {error_message && <p className="font-mono text-xs wrap-anywhere text-ink-3">{error_message}</p>}
    </Notice>
  )
}
