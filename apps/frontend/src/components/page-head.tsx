import type { Client } from '@hg/contracts'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { cn } from '#lib/cn.ts'
import { clientTypeLabels } from '#lib/labels.ts'

/** The width and margins of every page. */
export function Page({ children }: { children: ReactNode }) {
  return <div className="mx-auto max-w-[84rem] px-4 pt-6 pb-24 sm:px-6 lg:px-10 lg:pt-10">{children}</div>
}

/**
 * Where the page stands in the tree of clients.
 *
 * @param props.here the page, or the list that it belongs to
 * @param props.hereHref the way to that list
 */
export function Trail({ path, here, hereHref }: { path: Client[]; here?: string; hereHref?: string }) {
  return (
    <nav aria-label="Breadcrumb" className="text-sm text-ink-3">
      <ol className="flex flex-wrap items-center gap-x-2">
        {path.map((client, index) => (
          <li
            key={client.id}
            className={cn('min-w-0 items-center gap-2', index < path.length - 1 ? 'hidden sm:flex' : 'flex')}
          >
            {index > 0 && (
              <span aria-hidden className="hidden sm:inline">
                /
              </span>
            )}
            <Link href={`/clients/${client.slug}`} className="truncate hover:text-ink hover:underline">
              {client.name}
            </Link>
          </li>
        ))}
        {here && (
          <li className="flex items-center gap-2">
            {path.length > 0 && <span aria-hidden>/</span>}
            {hereHref ? (
              <Link href={hereHref} className="hover:text-ink hover:underline">
                {here}
              </Link>
            ) : (
              <span aria-current="page">{here}</span>
            )}
          </li>
        )}
      </ol>
    </nav>
  )
}

/** A page's title with what can be done there; `intro` says in a sentence or two what the page is for. */
export function PageHead(props: { title: ReactNode; intro?: ReactNode; actions?: ReactNode; className?: string }) {
  return (
    <header className={cn('flex flex-wrap items-end justify-between gap-x-6 gap-y-4', props.className)}>
      <div className="min-w-0">
        <h1 className="font-serif text-3xl font-medium tracking-tight">{props.title}</h1>
        {props.intro && <div className="mt-1.5 max-w-[40rem] text-ink-2">{props.intro}</div>}
      </div>
      {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
    </header>
  )
}

/** The kind of client, with its sign. */
export function ClientKind({ client }: { client: Client }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm text-ink-3">
      <ClientMark type={client.type} className="size-2.5" />
      {clientTypeLabels[client.type]}
    </span>
  )
}
