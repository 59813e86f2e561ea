import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { sessionUser } from '#auth/session.ts'
import { AppShell } from '#components/shell/app-shell.tsx'
import { clientsQuery } from '#features/clients/get-clients.ts'
import { fetchClients } from '#server/fetch-clients.ts'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await sessionUser()
  if (!user) redirect('/sign-in')
  const queryClient = new QueryClient()
  const clients = await fetchClients(user.id)
  if (clients) queryClient.setQueryData(clientsQuery().queryKey, clients)
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AppShell user={{ name: user.name, email: user.email }}>{children}</AppShell>
    </HydrationBoundary>
  )
}
