import { partsOfLine, type ReceiptLine, type ReceiptPart } from '@hg/contracts'
import Link from 'next/link'
import { Day, Moment } from '#components/ui/age.tsx'
import { formatCount, formatExactUsd, formatPrice } from '#lib/format.ts'
import { providerLabels } from '#lib/labels.ts'
import { outcomeOf, partLabels, purposeLabels } from '../words.ts'

/** One call: what was asked of whom, and how its tokens and prices come to what was charged. */
export function ReceiptCall(props: { line: ReceiptLine; jobId: string; reckonedUsd: string }) {
  const { line, jobId, reckonedUsd } = props
  const { price } = line
  const parts = partsOfLine(line).filter(({ tokens }) => tokens > 0)
  return (
    <li className="border-b py-5 first:pt-0 break-inside-avoid">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="font-medium">
          <span className="figures">{line.attempt}.</span> {purposeLabels[line.purpose]},{' '}
          {line.cached_from ? 'from the cache' : outcomeOf(line.status)}
        </h3>
        <span className="figures font-medium whitespace-nowrap">
          {line.charged || line.cached_from ? formatExactUsd(line.amount_usd) : 'Not charged'}
        </span>
      </div>
      <div className="mt-1 grid gap-0.5 text-sm text-ink-3">
        <p>
          {providerLabels[line.provider]} <span className="font-mono break-all text-ink-2">{line.model_requested}</span>
          {line.model_used !== null && line.model_used !== line.model_requested && (
            <>
              , answered by <span className="font-mono break-all text-ink-2">{line.model_used}</span>
            </>
          )}
          , <Moment at={line.at} />
        </p>
        {line.dropped_parameters.length > 0 && (
          <p>Left out, since it does not take them: {line.dropped_parameters.join(', ')}</p>
        )}
        <p>
          Prices of {price.source}, in effect from <Day at={price.effective_from} />
          {price.over_context_tokens !== null &&
            `, for inputs of more than ${formatCount(price.over_context_tokens)} tokens`}
          {line.batched && ', as they are for batches'}
        </p>
        {line.estimated && (
          <p className="text-caution">The provider never said what was used; our own count was charged.</p>
        )}
      </div>
      {line.cached_from ? (
        <p className="mt-2 text-sm text-ink-3">
          Nothing was called: the same request had been answered and paid for{' '}
          {line.cached_from.job_id === jobId ? (
            `by attempt ${line.cached_from.attempt} of this piece`
          ) : (
            <Link
              href={`/jobs/${line.cached_from.job_id}`}
              className="text-ink underline decoration-rule-2 underline-offset-4 hover:decoration-ink"
            >
              with another piece
            </Link>
          )}
          .
        </p>
      ) : line.charged ? (
        <Parts parts={parts} reasoningTokens={line.reasoning_tokens} reckonedUsd={reckonedUsd} />
      ) : (
        <p className="mt-2 text-sm text-ink-3">
          {line.status === 'started'
            ? 'It is under way.'
            : 'It never reached its provider, or nothing of it was charged.'}
        </p>
      )}
    </li>
  )
}

function Parts(props: { parts: ReceiptPart[]; reasoningTokens: number; reckonedUsd: string }) {
  return (
    <table className="figures mt-3 w-full table-fixed text-sm">
      <caption className="sr-only">Tokens, prices and what they come to</caption>
      <thead>
        <tr className="text-left text-ink-3">
          <th scope="col" className="py-1 pr-3 font-normal">
            Tokens
          </th>
          <th scope="col" className="w-18 py-1 pr-3 text-right font-normal sm:w-32">
            Number
          </th>
          <th scope="col" className="w-20 py-1 pr-3 text-right font-normal sm:w-32">
            A million
          </th>
          <th scope="col" className="w-24 py-1 text-right font-normal sm:w-40">
            Comes to
          </th>
        </tr>
      </thead>
      <tbody>
        {props.parts.map((part) => (
          <tr key={part.kind} className="border-t align-top">
            <th scope="row" className="py-1 pr-3 text-left font-normal text-ink-2">
              {partLabels[part.kind]}
              {part.kind === 'output' && props.reasoningTokens > 0 && (
                <span className="block text-xs text-ink-3">{formatCount(props.reasoningTokens)} of them thinking</span>
              )}
            </th>
            <td className="py-1 pr-3 text-right">{formatCount(part.tokens)}</td>
            <td className="py-1 pr-3 text-right">{formatPrice(part.usd_per_million)}</td>
            <td className="py-1 text-right">{formatExactUsd(part.exact_usd)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-rule-2">
          <th scope="row" colSpan={3} className="py-1 pr-3 text-left font-normal text-ink-2">
            Together, to the tenth digit
          </th>
          <td className="py-1 text-right">{formatExactUsd(props.reckonedUsd)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
