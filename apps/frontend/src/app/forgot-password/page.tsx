import type { Metadata } from 'next'
import { ForgotPasswordForm } from '#features/account/components/forgot-password-form.tsx'
import { VisitorPage } from '#features/account/components/visitor-page.tsx'

export const metadata: Metadata = { title: 'Forgot password' }

export default function Page() {
  return (
    <VisitorPage title="Forgot password?">
      <ForgotPasswordForm />
    </VisitorPage>
  )
}
