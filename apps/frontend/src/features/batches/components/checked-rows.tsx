'use client'

import type { BatchPreview, Client } from '@hg/contracts'
import { type ReactNode, useEffect, useRef } from 'react'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { formatUsd, plural } from '#lib/format.ts'
import { BatchPreviewTable } from './batch-preview-table.tsx'

/** What the check of a batch found, and what asks for its pieces. */
export function CheckedRows(props: {
  client: Client
  /** Of the rows as they stand there now. */
  preview: BatchPreview | undefined
  checkError: Error | null
  sendError: Error | null
  isSending: boolean
  /** Stands where nothing was checked. */
  blank: ReactNode
  onRequest: () => void
}) {
  const { client, preview, sendError } = props
  const count = preview?.rows.length ?? 0
  const place = useRef<HTMLDivElement>(null)
  // The answer may stand out of sight: above on wide screens, below the fields on small ones.
  useEffect(() => {
    if (preview) place.current?.scrollIntoView({ block: 'nearest' })
  }, [preview])

  return (
    <section aria-label="What will be asked for" className="grid content-start gap-5">
      <SaveProblem error={props.checkError} title="The rows could not be checked" />
      {isBudgetRefusal(sendError) ? (
        <BudgetRefusal error={sendError} client={client} />
      ) : (
        <SaveProblem
          error={sendError}
          title="The batch was not accepted"
          again="Sending it again is safe: it is written and paid for once."
        />
      )}
      {preview ? (
        <>
          <div ref={place} className="flex scroll-my-20 flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <p role="status">
              {preview.errors > 0 ? (
                <span className="text-danger">
                  {plural(preview.errors, 'row')} of {count} {preview.errors === 1 ? 'needs' : 'need'} another look
                </span>
              ) : (
                <>
                  {plural(count, 'piece')}, <span className="figures">{formatUsd(preview.expected_usd)}</span> expected,{' '}
                  <span className="figures">{formatUsd(preview.estimated_cost_usd)}</span> at most
                </>
              )}
            </p>
            <Button
              look="primary"
              size="lg"
              busy={props.isSending}
              off={preview.errors > 0 ? 'Nothing is asked for before every row is in order.' : null}
              onClick={props.onRequest}
            >
              Request {plural(count, 'piece')}
            </Button>
          </div>
          <BatchPreviewTable preview={preview} />
        </>
      ) : (
        <p className="text-ink-3">{props.blank}</p>
      )}
    </section>
  )
}
