import { page } from '@hg/contracts'
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query'
import type { z } from 'zod'
import { api, type ApiRequest } from './api.ts'

/**
 * A list that the service gives page by page (`{items, next_cursor}`), for `useInfiniteQuery`; its data are the rows of all
 * pages so far. `ShowMore` asks for the next.
 *
 * @param queryKey see `api.ts`; holds everything that `query` holds
 */
export function pagedQuery<T extends z.ZodType>(
  queryKey: QueryKey,
  path: string,
  item: T,
  query: NonNullable<ApiRequest['query']> = {},
) {
  const answer = page(item)
  return infiniteQueryOptions({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => api(path, answer, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next_cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  })
}
