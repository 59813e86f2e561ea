'use client'

import type { Client, StrategyPreview } from '@hg/contracts'
import { ChevronUp } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { cn } from '#lib/cn.ts'
import { plural } from '#lib/format.ts'
import { useLeaveGuard } from '#lib/leave-guard.ts'
import { DifferenceList } from '../difference-list.tsx'
import { EffectsList, effectsInWords } from '../effects.tsx'
import { countConflicts } from '#features/strategy/components/conflict-notes.tsx'

/** Stays at the lower edge while something is unsaved: what changes and for whom, why, and the way to save it. */
export function SaveBar(props: {
  changed: number
  problems: number
  preview: StrategyPreview | undefined
  /** The preview is of what was typed a moment ago. */
  behind: boolean
  previewError: Error | null
  /** Leaving the page would lose something. */
  unsaved: boolean
  clients: Client[]
  message: string
  onMessage: (message: string) => void
  onTakeBack: () => void
  /** The buttons that save. */
  children: ReactNode
}) {
  const { changed, problems, preview } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  useLeaveGuard(props.unsaved)
  const conflicts = preview && countConflicts(preview.standing.conflicts)
  return (
    <div
      role="region"
      data-save-bar
      aria-label="Unsaved changes"
      className="sticky bottom-0 z-20 -mx-4 border-t border-rule-2 bg-paper px-4 sm:-mx-6 sm:px-6 lg:-mx-10 lg:px-10"
    >
      {open && preview && (
        <div id={id} className="grid max-h-[50dvh] gap-x-12 gap-y-6 overflow-y-auto py-5 lg:grid-cols-2">
          <section aria-label="What changes">
            <h3 className="mb-2 text-sm text-ink-3">What changes in the text</h3>
            <DifferenceList differences={preview.differences} />
          </section>
          <section aria-label="Whom it reaches">
            <h3 className="mb-2 text-sm text-ink-3">Whom it reaches</h3>
            <EffectsList effects={preview.effects} clients={props.clients} />
          </section>
        </div>
      )}
      <div
        className={cn(
          'grid items-center gap-x-6 gap-y-2.5 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)_auto]',
          open && 'border-t',
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          disabled={!preview}
          onClick={() => setOpen(!open)}
          className="flex min-h-10 min-w-0 items-center gap-2 rounded-md text-left hover:text-accent disabled:hover:text-ink md:min-h-9"
        >
          <ChevronUp
            aria-hidden
            className={cn('size-4 shrink-0 text-ink-3 transition-transform', open && 'rotate-180')}
          />
          <span role="status" className={cn('min-w-0', props.behind && 'text-ink-3')}>
            {changed === 0 ? 'No field set yet' : `${plural(changed, 'field')} changed`}
            {problems > 0 && <span className="text-danger">, {plural(problems, 'field')} to mend</span>}
            {problems === 0 && changed > 0 && preview && (
              <span className="text-ink-2">. {effectsInWords(preview.effects)}</span>
            )}
            {conflicts && <span className="text-caution">, {conflicts}</span>}
            {props.previewError && problems === 0 && (
              <span className="text-caution">
                {' '}
                What it would do could not be worked out: {props.previewError.message}
              </span>
            )}
          </span>
        </button>
        <Input
          aria-label="Why, for the history"
          placeholder="Why? It stays in the history"
          maxLength={500}
          value={props.message}
          onChange={(event) => props.onMessage(event.target.value)}
        />
        <div className="flex flex-wrap gap-2 *:flex-1 sm:*:flex-none lg:flex-nowrap lg:justify-end">
          {changed > 0 && (
            <Button look="quiet" onClick={props.onTakeBack}>
              Take back
            </Button>
          )}
          {props.children}
        </div>
      </div>
    </div>
  )
}
