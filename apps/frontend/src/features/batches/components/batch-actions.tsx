'use client'

import type { Batch, Client } from '@hg/contracts'
import { Download, FileArchive, FileSpreadsheet } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '#components/ui/menu.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { apiUrl } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { useCancelBatch, useRetryFailed } from '../change-batch.ts'
import { isUnderWay, leftOf } from '../progress.ts'
import { PiecesLeft } from './pieces-left.tsx'

/** Cancel, ask again for what failed, hand over. */
export function BatchActions({ batch, client }: { batch: Batch; client: Client | undefined }) {
  const { counts } = batch
  const cancel = useCancelBatch(batch.id)
  const retry = useRetryFailed(batch.id)
  return (
    <div className="flex flex-wrap gap-2">
      {counts.failed > 0 && (
        <Button
          busy={retry.isPending}
          off={client ? whyNot(client, 'member', 'Asking again') : null}
          onClick={() => retry.submit(undefined)}
        >
          Try {plural(counts.failed, 'failed piece')} again
        </Button>
      )}
      {isUnderWay(batch) && (
        <Confirm
          title="Cancel the rest of this batch?"
          description={`${plural(leftOf(counts), 'piece')} ${leftOf(counts) === 1 ? 'has' : 'have'} not ended. Writing stops at once; what providers have written so far is charged. Pieces that are finished stay.`}
          confirm="Cancel the rest"
          dismiss="Keep writing"
          onConfirm={() => cancel.mutateAsync(undefined)}
        >
          <Button busy={cancel.isPending} off={client ? whyNot(client, 'member', 'Cancelling') : null}>
            Cancel
          </Button>
        </Confirm>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button>
            <Download aria-hidden className="size-4" />
            Hand over
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem asChild>
            <a href={apiUrl(`/cpm/batches/${batch.id}/results.csv`)} download>
              <FileSpreadsheet aria-hidden className="size-4 text-ink-3" />
              Everything as CSV
            </a>
          </MenuItem>
          {counts.completed > 0 && (
            <MenuItem asChild>
              <a href={apiUrl(`/cpm/batches/${batch.id}/results.zip`)} download>
                <FileArchive aria-hidden className="size-4 text-ink-3" />
                {plural(counts.completed, 'piece')} as Markdown, zipped
              </a>
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      {client && isBudgetRefusal(retry.error) && (
        <div className="w-full">
          <BudgetRefusal error={retry.error} client={client} />
        </div>
      )}
      {retry.data && retry.data.left.length > 0 && <PiecesLeft left={retry.data.left} />}
    </div>
  )
}
