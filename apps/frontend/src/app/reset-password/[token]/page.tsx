import type { Metadata } from 'next'
import { ResetPassword } from '#features/account/components/reset-password.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return (
    <VisitorPage title="Set a new password">
      <ResetPassword token={token} />
    </VisitorPage>
  )
}
