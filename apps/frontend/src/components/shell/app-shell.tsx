'use client'

import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { AccountMenu } from '#features/account/components/account-menu.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { ClientNav } from '#features/clients/components/client-nav.tsx'
import { ClientSearch } from '#features/clients/components/client-search.tsx'
import { useClientStore } from '#features/clients/client-store.ts'
import { useClients } from '#features/clients/get-clients.ts'
import { Bell } from '#features/notifications/components/bell.tsx'
import { Caret } from '../ui/blank.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Wordmark } from '../wordmark.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { useShellClient } from './use-shell-client.ts'

/** The frame of every page behind the sign-in: clients on the left (a sheet on small screens), the page on the right. */
export function AppShell({ user, children }: { user: { name: string; email: string }; children: ReactNode }) {
  const current = useShellClient()
  const { data: clients = [] } = useClients()
  const [searching, setSearching] = useState(false)
  const [sheetOpen, setSheetOpen] = useState(false)
  const pathname = usePathname()
  const [seenPath, setSeenPath] = useState(pathname)
  if (pathname !== seenPath) {
    setSeenPath(pathname)
    setSheetOpen(false)
  }

  useEffect(() => void useClientStore.persist.rehydrate(), [])
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setSearching(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  const nav = <ClientNav currentId={current?.id} onSearch={() => setSearching(true)} />
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[18rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside
        aria-label="Clients and account"
        className="sticky top-0 hidden h-dvh flex-col border-r bg-sunk lg:flex print:hidden"
      >
        <div className="flex h-14 shrink-0 items-center justify-between pr-3 pl-5">
          <Link href="/" className="flex h-full items-center" aria-label="HG Content, start page">
            <Wordmark />
          </Link>
          <Bell align="start" />
        </div>
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{nav}</div>
        <div className="border-t p-2">
          <AccountMenu {...user} />
        </div>
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-paper px-3 lg:hidden print:hidden">
        <Link href="/" aria-label="HG Content, start page" className="grid size-10 shrink-0 place-items-center">
          <Caret className="size-5 text-accent" />
        </Link>
        <button
          type="button"
          aria-label={`Choose a client${current ? `, now ${current.name}` : ''}`}
          onClick={() => setSheetOpen(true)}
          className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-md border border-rule-2 bg-raised px-3"
        >
          {current && <ClientMark type={current.type} />}
          <span className="truncate font-medium">{current?.name ?? 'Choose a client'}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-4 shrink-0 text-ink-3" />
        </button>
        <Bell align="end" />
        <AccountMenu {...user} compact />
      </header>
      <Sheet open={sheetOpen} onOpenChange={setSheetOpen} title="Clients" description="Choose the client to work for.">
        {nav}
      </Sheet>
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
      <LeaveGuard />
      <ClientSearch clients={clients} open={searching} onOpenChange={setSearching} />
    </div>
  )
}
