import type { Metadata } from 'next'
import { UndoEmail } from '#features/account/components/undo-email.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'

export const metadata: Metadata = { title: 'Your address', referrer: 'no-referrer' }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return (
    <VisitorPage title="It was not you?">
      <UndoEmail token={token} />
    </VisitorPage>
  )
}
