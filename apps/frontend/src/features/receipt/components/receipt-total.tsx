import type { Receipt } from '@hg/contracts'
import { Check, X } from 'lucide-react'
import { formatExactUsd } from '#lib/format.ts'

/** What was charged, and the same reckoned here from the lines above: whether both agree is said, not assumed. */
export function ReceiptTotal({
  receipt,
  reckoned,
}: {
  receipt: Receipt
  reckoned: { total_usd: string; amounts_usd: string[] }
}) {
  const differing = receipt.lines.filter((line, index) => line.amount_usd !== reckoned.amounts_usd[index])
  const agrees = differing.length === 0 && receipt.total_usd === reckoned.total_usd
  const isEstimated = /[1-9]/.test(receipt.estimated_usd)
  return (
    <div className="figures break-inside-avoid" aria-label="Total" role="group">
      <p className="flex items-baseline justify-between gap-6 text-md font-medium">
        <span>Charged</span>
        <span className="whitespace-nowrap">{formatExactUsd(receipt.total_usd)}</span>
      </p>
      {isEstimated && (
        <p className="mt-1 flex items-baseline justify-between gap-6 text-sm text-ink-3">
          <span>of it by our own count</span>
          <span className="whitespace-nowrap">{formatExactUsd(receipt.estimated_usd)}</span>
        </p>
      )}
      <p className="mt-1 flex items-baseline justify-between gap-6 text-sm text-ink-2">
        <span>Reckoned again on this page, from tokens and prices</span>
        <span className="whitespace-nowrap">{formatExactUsd(reckoned.total_usd)}</span>
      </p>
      <p className={`mt-3 flex items-center gap-2 text-sm ${agrees ? 'text-positive' : 'text-danger'}`} role="status">
        {agrees ? <Check aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
        {agrees
          ? 'Both agree, to the last digit.'
          : `They differ${differing.length > 0 ? ` in call ${differing.map(({ attempt }) => attempt).join(', ')}` : ''}. Pass this receipt on to support.`}
      </p>
    </div>
  )
}
