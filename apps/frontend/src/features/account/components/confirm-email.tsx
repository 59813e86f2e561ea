'use client'

import Link from 'next/link'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/api.ts'
import { useConfirmEmail } from '../email-forms.ts'
import { useMe } from '../get-me.ts'

/** Makes another address the one to sign in with, by a link from a mail. By a click: mail programs open links ahead. */
export function ConfirmEmail({ token }: { token: string }) {
  const { data: me } = useMe()
  const confirm = useConfirmEmail(token)
  const isDead = confirm.error instanceof ApiError && [400, 410].includes(confirm.error.status)
  if (confirm.isSuccess) {
    return (
      <div className="grid gap-6" role="status">
        <Notice tone="accent" title="Your address is changed">
          <p className="wrap-anywhere">
            You sign in with {confirm.data.email} from now on. Your old address was told, too.
          </p>
        </Notice>
        <ToProfile look="primary" label="Go on" />
      </div>
    )
  }
  if (isDead) {
    return (
      <div className="grid gap-6">
        <Notice tone="caution" role="alert" title="This link does not work here">
          <p>It was used, is older than a day, a newer one took its place, or another account asked for it.</p>
          {me && <p className="wrap-anywhere">You are signed in as {me.email}.</p>}
        </Notice>
        <ToProfile label="To your profile" />
      </div>
    )
  }
  return (
    <div className="grid gap-6">
      <SaveProblem error={confirm.error} title="Nothing was changed" again="Try again in a moment." />
      <p className="text-ink-2">
        {me && (
          <>
            You are signed in as <strong className="font-medium wrap-anywhere text-ink">{me.email}</strong>.{' '}
          </>
        )}
        From the next sign-in on, you use the address that this link was sent to. Other places where you are signed in
        end.
      </p>
      <div>
        <Button look="primary" size="lg" busy={confirm.isPending} onClick={() => confirm.submit(null)}>
          Use the new address
        </Button>
      </div>
    </div>
  )
}

function ToProfile({ label, look }: { label: string; look?: 'primary' }) {
  return (
    <div>
      <Button asChild {...(look ? { look } : {})}>
        <Link href="/account/profile">{label}</Link>
      </Button>
    </div>
  )
}
