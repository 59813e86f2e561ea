'use client'

import { emailUndoDays } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/api.ts'
import { useEmailUndo, useUndoEmail } from '../email-forms.ts'
import { BackToSignIn } from './forgot-password-form.tsx'

const isDead = (error: Error | null) => error instanceof ApiError && [400, 410].includes(error.status)

/** Brings the old address back, by the link that went there. */
export function UndoEmail({ token }: { token: string }) {
  const found = useEmailUndo(token)
  const undo = useUndoEmail(token)
  if (undo.isSuccess) {
    return (
      <div className="grid gap-6" role="status">
        <Notice tone="accent" title="Your address is back">
          <p className="wrap-anywhere">
            Everybody who was signed in to your account is out, and its password works no more. A link to a new one is
            on its way to {undo.data.email}.
          </p>
        </Notice>
        <BackToSignIn />
      </div>
    )
  }
  if (isDead(found.error) || isDead(undo.error)) {
    return (
      <div className="grid gap-6">
        <Notice tone="caution" role="alert" title="This link works no more">
          <p>It was used, or is older than {emailUndoDays} days. Ask an admin of your team for help.</p>
        </Notice>
        <BackToSignIn />
      </div>
    )
  }
  return (
    <Loaded query={found} what="the link" shape="form" place="section">
      {({ email }) => (
        <div className="grid gap-6">
          <SaveProblem error={undo.error} title="Nothing was undone" again="Try again in a moment." />
          <p className="text-ink-2">
            Sign in with <strong className="font-medium wrap-anywhere text-ink">{email}</strong> again, as before.
            Whoever changed it knew your password: every session ends, and you set a new password.
          </p>
          <div>
            <Button look="primary" size="lg" busy={undo.isPending} onClick={() => undo.submit(null)}>
              Bring my address back
            </Button>
          </div>
        </div>
      )}
    </Loaded>
  )
}
