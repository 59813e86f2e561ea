import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed } from './ui/failed.tsx'
import { Loading } from './ui/loading.tsx'
import { Notice } from './ui/notice.tsx'

/**
 * What a query answers, in all its states: bars while it loads, the reason and a retry when it fails, and above data that
 * could not be renewed a word that it may be old.
 *
 * @param props.what its subject, in the plural or with an article: `people`, `the strategy`
 */
export function Loaded<T>(props: {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching' | 'refetch'>
  what: string
  shape: 'rows' | 'form' | 'text'
  place?: 'page' | 'section' | 'line'
  children: (data: T) => ReactNode
}) {
  const { query, what } = props
  if (query.data !== undefined) {
    return (
      <>
        {query.error && (
          <Notice tone="caution" role="alert" title="This may be out of date" className="mb-4">
            <p>{query.error.message}</p>
          </Notice>
        )}
        {props.children(query.data)}
      </>
    )
  }
  if (!query.error) return <Loading label={`Loading ${what}`} shape={props.shape} />
  return (
    <Failed
      title={`${(what[0] ?? '').toUpperCase()}${what.slice(1)} could not be loaded`}
      error={query.error}
      busy={query.isFetching}
      onRetry={() => void query.refetch()}
      {...(props.place ? { place: props.place } : {})}
    />
  )
}
