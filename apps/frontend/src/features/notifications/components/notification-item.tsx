import { describeNotice, type Notification } from '@hg/contracts'
import Link from 'next/link'
import { Ago } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { cn } from '#lib/cn.ts'
import { markOf } from '../words.ts'

/** One thing that one was told, as a link to it. */
export function NotificationItem({ notification, onChoose }: { notification: Notification; onChoose: () => void }) {
  const { title, detail, path } = describeNotice(notification)
  const { shape, tone, word } = markOf(notification)
  const isUnread = notification.read_at === null
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={path}
        onClick={onChoose}
        className={cn('block px-4 py-3 -outline-offset-2 hover:bg-hover', isUnread && 'bg-wash')}
      >
        <span className="flex items-baseline justify-between gap-4 text-sm text-ink-3">
          <StateMark shape={shape} tone={tone}>
            {word}
          </StateMark>
          <Ago at={notification.last_at} />
        </span>
        <span className={cn('mt-1 block text-pretty break-words', isUnread ? 'font-medium' : 'text-ink-2')}>
          {isUnread && <span className="sr-only">Unread: </span>}
          {title}
        </span>
        {detail !== null && <span className="mt-0.5 line-clamp-2 text-sm break-words text-ink-3">{detail}</span>}
      </Link>
    </li>
  )
}
