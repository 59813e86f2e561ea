'use client'

import { promptMessage } from '@hg/contracts'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { plural } from '#lib/format.ts'
import { useLeaveGuard } from '#lib/leave-guard.ts'

/** Stays at the lower edge while something is unsaved: what changed, why, and the way to save it. */
export function SaveBar(props: {
  /** What changed, in words: `Changed: System and Variables`. */
  changed: string
  problems: number
  /** Why the last try came to nothing, where the reader may not see it told; null where it did not. */
  notSaved?: string | null
  message: string
  onMessage: (message: string) => void
  onTakeBack: () => void
  /** The button that saves. */
  children: ReactNode
}) {
  const { problems, message } = props
  useLeaveGuard(true)
  return (
    <div
      role="region"
      data-save-bar
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 -mx-4 mt-10 border-t border-rule-2 bg-paper px-4 sm:-mx-6 sm:px-6 lg:-mx-10 lg:px-10"
    >
      <div className="grid items-center gap-x-6 gap-y-2.5 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)_auto]">
        <p role="status" className="min-w-0">
          {props.changed}
          {problems > 0 && <span className="text-danger">, {plural(problems, 'thing')} to mend</span>}
          {props.notSaved && <span className="text-danger">, {props.notSaved}</span>}
        </p>
        <Input
          aria-label="Why, for the history"
          placeholder="Why? It stays in the history"
          maxLength={promptMessage.maxLength ?? 500}
          value={message}
          onChange={(event) => props.onMessage(event.target.value)}
        />
        <div className="flex flex-wrap gap-2 *:flex-1 sm:*:flex-none lg:flex-nowrap lg:justify-end">
          <Button look="quiet" onClick={props.onTakeBack}>
            Take back
          </Button>
          {props.children}
        </div>
      </div>
    </div>
  )
}
