'use client'

import { Bell as BellIcon } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { useUnreadCount } from '../get-notifications.ts'
import { badgeText } from '../words.ts'
import { NotificationList } from './notification-list.tsx'

/** How much is unread, and what it is. */
export function Bell({ align }: Pick<ComponentProps<typeof PopoverContent>, 'align'>) {
  const [open, setOpen] = useState(false)
  const { data: unread } = useUnreadCount()
  const badge = badgeText(unread)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger className="relative grid size-10 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-hover">
        <BellIcon aria-hidden className="size-5" />
        <span className="sr-only">Notifications{badge && `, ${badge} unread`}</span>
        {badge && (
          <span
            aria-hidden
            className="figures absolute top-0.5 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center text-xs leading-4.5 font-medium text-paper"
          >
            {badge}
          </span>
        )}
      </PopoverTrigger>
      <PopoverContent
        align={align}
        aria-label="Notifications"
        className="flex max-h-[min(36rem,calc(100dvh-5rem))] w-[min(25rem,calc(100vw-1.5rem))] flex-col"
      >
        <NotificationList onLeave={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  )
}
