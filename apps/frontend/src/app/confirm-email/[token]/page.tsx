import type { Metadata } from 'next'
import { ConfirmEmail } from '#features/account/components/confirm-email.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'

export const metadata: Metadata = { title: 'New address', referrer: 'no-referrer' }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return (
    <VisitorPage title="Confirm your new address">
      <ConfirmEmail token={token} />
    </VisitorPage>
  )
}
