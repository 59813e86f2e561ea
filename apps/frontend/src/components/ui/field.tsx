import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'
import type { GroupIds } from './choice.tsx'

/** The looks of anything that is typed into. */
export const inputLook = cn(
  'rounded-md border border-field bg-raised px-3 text-md text-ink placeholder:text-ink-3 md:text-base',
  'transition-colors duration-100 hover:border-ink-3 aria-invalid:border-danger',
  'disabled:cursor-not-allowed disabled:opacity-60',
)

export interface FieldIds {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
}

/**
 * A labelled control with its hint and its error, tied together for screen readers.
 *
 * @param children draws the control with the ids it is given
 */
export function Field(props: {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  className?: string
  children: (ids: FieldIds) => ReactNode
}) {
  const { id, label, hint, error, optional, className, children } = props
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {optional && <span className="text-xs text-ink-3">Optional</span>}
      </div>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error !== undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}

/** Several controls under one name: radio buttons, checkboxes, a pair of dates. */
export function FieldGroup(props: {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  className?: string
  children: (ids: GroupIds) => ReactNode
}) {
  const { id, label, hint, error, optional, className, children } = props
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div id={id} className={cn('grid content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span id={`${id}-label`} className="font-medium">
          {label}
        </span>
        {optional && <span className="text-xs text-ink-3">Optional</span>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {children({ 'aria-labelledby': `${id}-label`, 'aria-describedby': described || undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
