import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { sessionUser } from '#auth/session.ts'
import { AppShell } from '#components/shell/app-shell.tsx'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await sessionUser()
  if (!user) redirect('/sign-in')
  return <AppShell user={{ name: user.name, email: user.email }}>{children}</AppShell>
}
