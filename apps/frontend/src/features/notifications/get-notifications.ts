import { notificationPage, notificationPreferences } from '@hg/contracts'
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** How often it is asked for news while the tab is in sight. */
const pollMs = 30_000

/** How much is unread, up to 100. */
export function useUnreadCount() {
  return useQuery(
    queryOptions({
      queryKey: ['notifications', 'unread'],
      queryFn: async ({ signal }) =>
        (await api('/cpm/notifications', notificationPage, { query: { limit: 1, unread: 'true' }, signal }))
          .unread_count,
      refetchInterval: pollMs,
    }),
  )
}

/** What one was told, newest first. */
export function useNotifications() {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['notifications', 'list'],
      initialPageParam: null as string | null,
      queryFn: ({ signal, pageParam }) =>
        api('/cpm/notifications', notificationPage, { query: { limit: 20, cursor: pageParam }, signal }),
      getNextPageParam: (last) => last.next_cursor,
      select: ({ pages }) => pages.flatMap(({ items }) => items),
      refetchInterval: pollMs,
    }),
  )
}

/** Of what one is told, and how. */
export function usePreferences() {
  return useQuery(
    queryOptions({
      queryKey: ['notification-preferences'],
      queryFn: ({ signal }) => api('/cpm/notifications/preferences', notificationPreferences, { signal }),
    }),
  )
}
