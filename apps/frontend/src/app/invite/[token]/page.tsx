import type { Metadata } from 'next'
import { sessionUser } from '#auth/session.ts'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'
import { AcceptInvite } from '#features/people/components/accept-invite.tsx'

export const metadata: Metadata = { title: 'Invite', referrer: 'no-referrer' }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const user = await sessionUser()
  return (
    <VisitorPage title="You are invited">
      <AcceptInvite token={token} signedInAs={user?.email ?? null} />
    </VisitorPage>
  )
}
