import type { Webhook } from '@hg/contracts'
import { SaveProblem } from '#components/save-problem.tsx'
import { type NewSecret, SecretDialog } from '#components/secret-dialog.tsx'
import { DialogForm } from '#components/ui/dialog.tsx'
import { useRotateSecret } from '../change-webhooks.ts'

/** Puts a new secret in place of a webhook's, then shows it; closed without a webhook. */
export function RotateSecretDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  return (
    <SecretDialog
      title="Replace the signing secret"
      label="Signing secret"
      noun="secret"
      open={webhook !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {(onMade) => webhook && <RotateSecretForm webhook={webhook} onMade={onMade} />}
    </SecretDialog>
  )
}

function RotateSecretForm({ webhook, onMade }: { webhook: Webhook; onMade: (made: NewSecret) => void }) {
  const rotate = useRotateSecret(webhook, ({ secret }) => onMade({ secret, note: <SecretNote /> }))
  return (
    <DialogForm
      label="Replace the signing secret"
      submit="Make a new secret"
      busy={rotate.isPending}
      onSubmit={() => rotate.submit(undefined)}
    >
      <SaveProblem error={rotate.error} title="The secret was not replaced" fields={[]} />
      <p className="wrap-anywhere text-ink-2">
        For 24 hours every message to {webhook.url} is signed with both secrets, so that your program can change over.
      </p>
    </DialogForm>
  )
}

/** What a receiver does with the secret. */
export function SecretNote() {
  return (
    <p>
      Your program verifies each message with it: the header{' '}
      <code className="font-mono text-sm">webhook-signature</code>, as <span lang="en">Standard Webhooks</span>{' '}
      describes, for which there are libraries in every language.
    </p>
  )
}
