import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { plural } from '#lib/format.ts'
import { Button } from './button.tsx'

/** How many rows there are so far, and the way to more. */
export function ShowMore(props: {
  query: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'error' | 'fetchNextPage'
  >
  count: number
  /** What is counted, in the singular, and its plural where an `s` does not make it. */
  one: string
  many?: string
}) {
  const { query, count } = props
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 py-4">
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      <p role="status" className="figures text-sm text-ink-3">
        {plural(count, props.one, props.many)}
        {query.hasNextPage && ' so far'}
      </p>
      {query.isFetchNextPageError && (
        <p role="alert" className="text-sm text-danger">
          More could not be loaded. {query.error?.message}
        </p>
      )}
    </div>
  )
}
