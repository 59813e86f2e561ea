'use client'

import type { Client, PromptSuggestion } from '@hg/contracts'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { ApiError } from '#lib/api.ts'
import { whyNot } from '#lib/roles.ts'
import { useCancelSuggestion } from '../suggestions.ts'

/** Stops a suggestion that is being made, after asking. */
export function CancelSuggestion({ suggestion, client }: { suggestion: PromptSuggestion; client: Client }) {
  const cancel = useCancelSuggestion(suggestion.id)
  return (
    <Confirm
      title="Cancel this suggestion?"
      description={
        suggestion.status === 'pending'
          ? 'It has not been begun, so nothing is charged.'
          : 'What the provider has written so far is charged, and nothing of it is kept.'
      }
      confirm="Cancel it"
      dismiss="Let it go on"
      onConfirm={() =>
        cancel.mutate(undefined, {
          onSuccess: () => toast.success('Cancelled'),
          onError: (error) =>
            error instanceof ApiError && error.code === 'job_final'
              ? toast('It had already ended.')
              : toast.error('It could not be cancelled', { description: error.message }),
        })
      }
    >
      <Button size="sm" busy={cancel.isPending} off={whyNot(client, 'member', 'Cancelling')}>
        Cancel
      </Button>
    </Confirm>
  )
}
