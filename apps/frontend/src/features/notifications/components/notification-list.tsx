import Link from 'next/link'
import { Loaded } from '#components/loaded.tsx'
import { Button } from '#components/ui/button.tsx'
import { useReadNotifications } from '../change-notifications.ts'
import { useNotifications } from '../get-notifications.ts'
import { NotificationItem } from './notification-item.tsx'

/** What one was told, newest first: choosing one reads it and leads there. */
export function NotificationList({ onLeave }: { onLeave: () => void }) {
  const query = useNotifications()
  const read = useReadNotifications()
  const newest = query.data?.[0]
  const isAllRead = !query.data?.some(({ read_at }) => read_at === null)
  return (
    <>
      <div className="flex items-center justify-between gap-4 border-b py-2 pr-2 pl-4">
        <h2 className="font-serif text-lg font-medium">Notifications</h2>
        {newest && (
          <Button
            size="sm"
            look="quiet"
            disabled={isAllRead}
            busy={read.isPending}
            onClick={() => read.submit({ through: newest.id })}
          >
            Mark all as read
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Loaded query={query} what="your notifications" shape="rows" place="line">
          {(items) =>
            items.length === 0 ? (
              <div className="px-6 py-10 text-center">
                <p className="font-serif text-lg font-medium">Nothing to tell</p>
                <p className="mt-1 text-sm text-ink-3">
                  What becomes of your pieces and batches, and of budgets that you answer for, will stand here.
                </p>
              </div>
            ) : (
              <ul>
                {items.map((item) => (
                  <NotificationItem
                    key={item.id}
                    notification={item}
                    onChoose={() => {
                      if (item.read_at === null) read.submit({ ids: [item.id] })
                      onLeave()
                    }}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
        {query.hasNextPage && (
          <div className="p-3 text-center">
            <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
        {query.isFetchNextPageError && (
          <p role="alert" className="px-4 pb-3 text-sm text-danger">
            More could not be loaded. {query.error?.message}
          </p>
        )}
      </div>
      <div className="border-t px-4 py-2.5 text-sm">
        <Link href="/account/notifications" onClick={onLeave} className="text-accent hover:underline">
          What you are told of, and how
        </Link>
      </div>
    </>
  )
}
