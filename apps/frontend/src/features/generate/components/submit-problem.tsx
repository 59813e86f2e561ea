import { useEffect, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/api.ts'
import { sortErrors } from '../field-errors.ts'

/** Why a request was not accepted, and what to do; what belongs to a field stands there. Nothing typed is lost. */
export function SubmitProblem({ error }: { error: Error }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  const api = error instanceof ApiError ? error : null
  const { fields, rest } = api ? sortErrors(api) : { fields: [], rest: [] }
  return (
    <div ref={place}>
      <Notice
        tone="danger"
        role="alert"
        title={fields.length > 0 ? 'Some fields need another look' : 'The request was not accepted'}
      >
        {fields.length === 0 && <p>{error.message}</p>}
        {rest.map(({ path, message }) => (
          <p key={path}>
            <span className="font-mono text-sm">{path}</span> {message}
          </p>
        ))}
        {api?.status === 401 && (
          <p>
            Your session has ended.{' '}
            <a href="/sign-in?from=/" target="_blank" rel="noopener" className="text-accent underline">
              Sign in in a new tab
            </a>
            , then send this again. What you typed stays here.
          </p>
        )}
        {api && (api.code === 'network' || api.status >= 500) && (
          <p>What you typed stays here. Sending it again is safe: it is written and paid for once.</p>
        )}
        {api?.requestId && <p className="font-mono text-xs text-ink-3">Request {api.requestId}</p>}
      </Notice>
    </div>
  )
}
