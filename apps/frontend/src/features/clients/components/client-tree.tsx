'use client'

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Client } from '@hg/contracts'
import { sameAtClient } from '#components/shell/places.ts'
import { cn } from '#lib/cn.ts'
import { useClientStore } from '../client-store.ts'
import { type TreeRow, treeKey, treeRows } from '../tree.ts'
import { ClientMark } from './client-mark.tsx'

/** The clients as a tree: arrow keys walk it, letters jump, Enter goes to the client, to the place that one is at now. */
export function ClientTree({ clients, currentId }: { clients: Client[]; currentId: string | undefined }) {
  const closed = useClientStore((state) => state.closed)
  const setClosed = useClientStore((state) => state.setClosed)
  const pathname = usePathname()
  const rows = treeRows(clients, new Set(closed))
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const items = useRef(new Map<string, HTMLAnchorElement>())
  const tabStop = [focusedId, currentId, rows[0]?.client.id].find((id) => rows.some((row) => row.client.id === id))

  // In a long tree the current client may stand below what shows.
  useEffect(() => {
    items.current.get(currentId ?? '')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  function onKeyDown(event: KeyboardEvent, id: string) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = treeKey(rows, id, event.key)
    if (!move) return
    event.preventDefault()
    if ('focus' in move) items.current.get(move.focus)?.focus()
    if ('open' in move) setClosed(move.open, false)
    if ('close' in move) setClosed(move.close, true)
  }

  return (
    <ul role="tree" aria-label="Clients" className="grid grid-cols-[minmax(0,1fr)] gap-px">
      {rows.map((row) => (
        <li key={row.client.id} role="none" className="relative">
          <Link
            ref={(element) => {
              if (element) items.current.set(row.client.id, element)
              else items.current.delete(row.client.id)
            }}
            href={sameAtClient(row.client.slug, pathname)}
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={row.hasChildren ? row.isOpen : undefined}
            aria-selected={row.client.id === currentId}
            tabIndex={row.client.id === tabStop ? 0 : -1}
            onFocus={() => setFocusedId(row.client.id)}
            onKeyDown={(event) => onKeyDown(event, row.client.id)}
            className={cn(
              'flex h-9 items-center gap-2.5 rounded-md pr-2 -outline-offset-2 hover:bg-hover md:h-8',
              row.client.id === currentId ? 'bg-wash text-ink' : 'text-ink-2',
            )}
            style={{ paddingLeft: `${(row.level - 1) * 1.125 + 1.75}rem` }}
          >
            <ClientMark type={row.client.type} className={row.client.id === currentId ? 'text-accent' : ''} />
            <span title={row.client.name} className="truncate">
              {row.client.name}
            </span>
            {row.client.archived && <span className="ml-auto shrink-0 pl-2 text-xs text-ink-3">archived</span>}
          </Link>
          {row.hasChildren && <Fold row={row} onToggle={() => setClosed(row.client.id, row.isOpen)} />}
        </li>
      ))}
    </ul>
  )
}

/** For the mouse; the keyboard folds with the arrow keys. */
function Fold({ row, onToggle }: { row: TreeRow; onToggle: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      onClick={onToggle}
      className="absolute top-0 grid h-9 w-7 place-items-center text-ink-3 hover:text-ink md:h-8"
      style={{ left: `${(row.level - 1) * 1.125}rem` }}
    >
      <ChevronRight className={cn('size-3.5 transition-transform duration-150', row.isOpen && 'rotate-90')} />
    </button>
  )
}
