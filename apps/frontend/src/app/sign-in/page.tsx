import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { sessionUser } from '#auth/session.ts'
import { Notice } from '#components/ui/notice.tsx'
import { SignInForm } from '#features/account/components/sign-in-form.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'
import { returnPath } from '#features/account/return-path.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  searchParams: Promise<{ from?: string | string[]; session?: string | string[] }>
}

export default async function Page({ searchParams }: Props) {
  const { from, session } = await searchParams
  const returnTo = returnPath(typeof from === 'string' ? from : null)
  if (await sessionUser()) redirect(returnTo)
  return (
    <VisitorPage title="Sign in" foot="No account? Ask an owner or admin of your team for an invite.">
      {session === 'open' && (
        <div className="mb-6">
          <Notice tone="caution" title="Signed out in this browser only">
            <p>
              Our accounts could not be reached, so the session itself is still open. When you are back, look at
              Sessions on your Security page and end it there.
            </p>
          </Notice>
        </div>
      )}
      <SignInForm returnTo={returnTo} />
    </VisitorPage>
  )
}
