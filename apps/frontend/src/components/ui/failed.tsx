import type { ReactNode } from 'react'
import { ApiError } from '#lib/api.ts'
import { Blank } from './blank.tsx'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/**
 * What stands where something could not be loaded: what, why, and the way to try again (not where that cannot help).
 *
 * @param props.place the whole page, a list or section of it (default), or a few lines between others
 */
export function Failed(props: {
  title: string
  error: Error
  busy: boolean
  onRetry: () => void
  place?: 'page' | 'section' | 'line'
  className?: string
}) {
  const { title, error, place = 'section' } = props
  const requestId = error instanceof ApiError ? error.requestId : null
  const isFinal = error instanceof ApiError && (error.status === 403 || error.status === 404)
  const reason = (
    <>
      <p>{error.message}</p>
      {requestId && <p className="mt-2 font-mono text-xs text-ink-3">Request {requestId}</p>}
    </>
  )
  const retry: ReactNode = !isFinal && (
    <Button
      size={place === 'line' ? 'sm' : 'md'}
      className="justify-self-start"
      busy={props.busy}
      onClick={props.onRetry}
    >
      Try again
    </Button>
  )
  if (place === 'line') {
    return (
      <Notice tone="danger" role="alert" title={title} {...(props.className ? { className: props.className } : {})}>
        {reason}
        {retry}
      </Notice>
    )
  }
  return (
    <Blank role="alert" page={place === 'page'} title={title} action={retry}>
      {reason}
    </Blank>
  )
}
