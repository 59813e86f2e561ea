'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { ApiError } from '#lib/api.ts'
import { sortErrors } from '#lib/forms/field-errors.ts'
import { Notice } from './ui/notice.tsx'

/**
 * Why something was not saved, and what to do; stands above the form. What belongs to a field stands there. Nothing typed is
 * lost.
 *
 * @param props.title what was not done: `The invite was not sent`
 * @param props.fields as `useSave` has them
 * @param props.again what sending it again means after a lost connection
 */
export function SaveProblem(props: {
  error: Error | null
  title: string
  fields?: readonly string[]
  fieldOfCode?: Parameters<typeof sortErrors>[2]
  again?: ReactNode
}) {
  const { error } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  if (!error) return null
  const api = error instanceof ApiError ? error : null
  const { fields, rest } = api ? sortErrors(api, props.fields ?? [], props.fieldOfCode) : { fields: [], rest: [] }
  return (
    <div ref={place}>
      <Notice tone="danger" role="alert" title={fields.length > 0 ? 'Some fields need another look' : props.title}>
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
          <p>What you typed stays here. {props.again ?? 'Look whether it was saved before you send it again.'}</p>
        )}
        {api?.requestId && <p className="font-mono text-xs text-ink-3">Request {api.requestId}</p>}
      </Notice>
    </div>
  )
}
