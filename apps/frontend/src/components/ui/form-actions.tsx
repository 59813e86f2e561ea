'use client'

import { useLeaveGuard } from '#lib/leave-guard.ts'
import { Button } from './button.tsx'

/**
 * The end of a form on a page: save and take back. Stays in sight at the lower edge while there are changes, and asks
 * before they are lost.
 *
 * @param props.unsaved `form.formState.isDirty`
 * @param props.onCancel takes the changes back: `() => form.reset()`
 */
export function FormActions(props: {
  unsaved: boolean
  busy: boolean
  onCancel: () => void
  save?: string
  cancel?: string
  off?: string | null
}) {
  const { unsaved, busy } = props
  useLeaveGuard(unsaved)
  return (
    <div
      data-save-bar={unsaved ? '' : undefined}
      className={
        unsaved ? 'sticky bottom-0 z-20 -mx-1 border-t border-rule-2 bg-paper px-1 py-3' : 'border-t px-0 py-3'
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" busy={busy} disabled={!unsaved} off={props.off ?? null}>
          {props.save ?? 'Save changes'}
        </Button>
        {unsaved && (
          <Button look="quiet" disabled={busy} onClick={props.onCancel}>
            {props.cancel ?? 'Take back'}
          </Button>
        )}
        <p role="status" className="ml-auto text-sm text-ink-3">
          {unsaved && !busy && 'Not saved yet'}
        </p>
      </div>
    </div>
  )
}
