import type { JobAttempt } from '@hg/contracts'
import Link from 'next/link'
import { cn } from '#lib/cn.ts'
import { formatCount, formatDate, formatDuration, formatPrice, formatUsd } from '#lib/format.ts'
import { purposeLabels } from '#features/receipt/words.ts'
import { choiceReasonLabels, providerLabels } from '#lib/labels.ts'

const outcomes: Record<JobAttempt['status'], string> = {
  started: 'Writing',
  succeeded: 'Succeeded',
  failed: 'Failed',
  aborted: 'Stopped',
  lost: 'Lost',
}

const heads = ['Attempt', 'Model', 'Outcome', 'Tokens in', 'Tokens out', 'Price per million', 'Time', 'Cost']

/** Each call to a provider: the model that was asked for and the one that answered, the price, tokens, cost. */
export function Attempts({ attempts }: { attempts: JobAttempt[] }) {
  if (attempts.length === 0) return <p className="text-ink-3">No provider has been called.</p>
  return (
    <table className="block w-full text-left lg:table">
      <caption className="sr-only">Attempts</caption>
      <thead className="hidden lg:table-header-group">
        <tr className="border-b text-sm text-ink-3">
          {heads.map((head, index) => (
            <th key={head} scope="col" className={`py-2 pr-5 font-normal last:pr-0 ${index > 2 ? 'text-right' : ''}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block lg:table-row-group">
        {attempts.map((attempt) => (
          <AttemptRow key={attempt.attempt} attempt={attempt} />
        ))}
      </tbody>
    </table>
  )
}

/** A label that stands before the value where there is no table head. */
function Cell({ label, figures, children }: { label?: string; figures?: boolean; children: React.ReactNode }) {
  return (
    <td
      className={`flex justify-between gap-6 py-0.5 align-top lg:table-cell lg:py-2.5 lg:pr-5 lg:last:pr-0 ${figures ? 'figures lg:text-right' : ''}`}
    >
      {label && <span className="text-ink-3 lg:hidden">{label}</span>}
      <span className={cn('min-w-0', label && 'text-right', label && !figures && 'lg:text-left')}>{children}</span>
    </td>
  )
}

function AttemptRow({ attempt }: { attempt: JobAttempt }) {
  const { price } = attempt
  const tookMs = attempt.ended_at === null ? null : Date.parse(attempt.ended_at) - Date.parse(attempt.started_at)
  const cached = attempt.cached_input_tokens
  const cacheWrites = attempt.cache_write_tokens
  const reasoning = attempt.reasoning_tokens
  return (
    <tr className="block border-b py-3 last:border-0 lg:table-row lg:py-0">
      <Cell label="Attempt" figures={false}>
        <span className="figures">{attempt.attempt}</span>
        <span className="text-ink-3"> {purposeLabels[attempt.purpose].toLowerCase()}</span>
      </Cell>
      <Cell>
        <span className="block">{providerLabels[attempt.provider]}</span>
        <span className="block font-mono text-xs break-all text-ink-2">{attempt.model_requested}</span>
        {attempt.choice && (
          <span className="block text-xs text-ink-3">{choiceReasonLabels[attempt.choice.reason]}</span>
        )}
        {attempt.model_used !== null && attempt.model_used !== attempt.model_requested && (
          <span className="block text-xs break-all text-ink-3">
            answered by <span className="font-mono">{attempt.model_used}</span>
          </span>
        )}
        {attempt.dropped_parameters.length > 0 && (
          <span className="block text-xs text-ink-3">not supported there: {attempt.dropped_parameters.join(', ')}</span>
        )}
      </Cell>
      <Cell label="Outcome">
        <span className={attempt.status === 'failed' || attempt.status === 'lost' ? 'text-danger' : ''}>
          {attempt.cached_from ? 'From the cache' : outcomes[attempt.status]}
        </span>
        {attempt.cached_from && (
          <Link
            href={`/jobs/${attempt.cached_from.job_id}`}
            className="block text-sm text-ink underline decoration-rule-2 underline-offset-4 hover:decoration-ink"
          >
            paid for by this piece
          </Link>
        )}
        {attempt.error_message && <span className="block max-w-xs text-sm text-ink-3">{attempt.error_message}</span>}
      </Cell>
      <Cell label="Tokens in" figures>
        {formatCount(attempt.input_tokens)}
        {!!cached && <span className="block text-xs text-ink-3">{formatCount(cached)} from cache</span>}
        {!!cacheWrites && <span className="block text-xs text-ink-3">{formatCount(cacheWrites)} into cache</span>}
      </Cell>
      <Cell label="Tokens out" figures>
        {formatCount(attempt.output_tokens)}
        {!!reasoning && <span className="block text-xs text-ink-3">{formatCount(reasoning)} reasoning</span>}
      </Cell>
      <Cell label="Price per million" figures>
        <span title={`In effect from ${formatDate(price.effective_from)}`}>
          {formatPrice(price.input_usd_per_million)} in, {formatPrice(price.output_usd_per_million)} out
        </span>
        {!!cached && price.cache_read_usd_per_million !== null && (
          <span className="block text-xs text-ink-3">{formatPrice(price.cache_read_usd_per_million)} from cache</span>
        )}
        {!!cacheWrites && price.cache_write_usd_per_million !== null && (
          <span className="block text-xs text-ink-3">{formatPrice(price.cache_write_usd_per_million)} into cache</span>
        )}
      </Cell>
      <Cell label="Time" figures>
        {tookMs === null ? '–' : formatDuration(tookMs)}
      </Cell>
      <Cell label="Cost" figures>
        {formatUsd(attempt.cached_from ? '0' : attempt.cost_usd)}
        {attempt.batched && <span className="block text-xs text-ink-3">in a batch</span>}
        {attempt.cost_estimated && <span className="block text-xs text-ink-3">estimated</span>}
      </Cell>
    </tr>
  )
}
