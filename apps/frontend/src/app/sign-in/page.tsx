import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { sessionUser } from '#auth/session.ts'
import { SignInForm } from '#features/account/components/sign-in-form.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'
import { returnPath } from '#features/account/return-path.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page({ searchParams }: { searchParams: Promise<{ from?: string | string[] }> }) {
  const { from } = await searchParams
  const returnTo = returnPath(typeof from === 'string' ? from : null)
  if (await sessionUser()) redirect(returnTo)
  return (
    <VisitorPage title="Sign in" foot="No account? Ask an owner or admin of your team for an invite.">
      <SignInForm returnTo={returnTo} />
    </VisitorPage>
  )
}
