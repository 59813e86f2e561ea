import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { sessionUser } from '#auth/session.ts'
import { SignInForm } from '#features/account/components/sign-in-form.tsx'
import { SignInPlate } from '#features/account/components/sign-in-plate.tsx'
import { returnPath } from '#features/account/return-path.ts'
import { Wordmark } from '#components/wordmark.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page({ searchParams }: { searchParams: Promise<{ from?: string | string[] }> }) {
  const { from } = await searchParams
  const returnTo = returnPath(typeof from === 'string' ? from : null)
  if (await sessionUser()) redirect(returnTo)
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
      <div className="flex flex-col px-6 py-6 sm:px-12 lg:px-16 lg:py-10">
        <Wordmark />
        <div className="my-auto w-full max-w-sm py-12">
          <h1 className="mb-8 font-serif text-3xl font-medium tracking-tight">Sign in</h1>
          <SignInForm returnTo={returnTo} />
        </div>
        <p className="max-w-sm text-sm text-ink-3">
          No account, or a password that got lost? Ask an owner or admin of your team.
        </p>
      </div>
      <SignInPlate />
    </main>
  )
}
