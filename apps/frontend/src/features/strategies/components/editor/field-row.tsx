import {
  type Client,
  type MergeMode,
  type StrategyConflict,
  type StrategyExplanation,
  type StrategyField,
  type StrategyStanding,
  strategyValue,
} from '@hg/contracts'
import { Lock } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { StrategyValue } from '#features/strategy/components/strategy-sections.tsx'
import { showValue } from '#features/strategy/describe.ts'
import { cn } from '#lib/cn.ts'
import type { EditorField } from '../../editor-text.ts'
import { beginField } from '../../use-editor.ts'
import { FieldControl } from '../controls/field-control.tsx'
import { ConflictNotes } from '#features/strategy/components/conflict-notes.tsx'
import { ModeMenu } from './mode-menu.tsx'
import { Origin } from './origin.tsx'

export interface FieldRowProps {
  field: StrategyField
  state: EditorField
  standing: StrategyStanding | undefined
  conflicts: StrategyConflict[]
  problem: string | undefined
  changed: boolean
  readOnly: boolean
  clients: Client[]
  /** The strategy that is edited; null for a new one. */
  ownId: string | null
  onChange: (path: string, state: EditorField) => void
}

/** One field: its name, how it meets the value from above, its control or what it inherits, and what is wrong with it. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { field, state, standing, readOnly, onChange } = props
  const above = valueIn(standing?.inherited, field)
  const locked = above.source?.locked === true
  const isOwn = state.mode !== 'inherit'

  function setMode(mode: MergeMode) {
    if (mode === 'inherit' || state.value !== undefined) return onChange(field.path, { ...state, mode })
    onChange(field.path, { ...beginField(field.path, above.value), mode })
  }

  return (
    <div
      id={field.path}
      className={cn(
        'relative scroll-mt-20 border-b py-3.5',
        // The reviser's bar in the margin: changed, and not saved yet.
        props.changed && 'before:absolute before:inset-y-3 before:-left-3 before:w-0.5 before:bg-accent',
      )}
    >
      <div className="grid gap-x-8 gap-y-1.5 @2xl:grid-cols-[11rem_minmax(0,1fr)]">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 @2xl:block">
          <div id={`${field.path}-label`} className="font-medium">
            {isOwn && !locked ? <label htmlFor={`${field.path}-control`}>{field.label}</label> : field.label}
          </div>
          {locked ? (
            <span className="inline-flex items-center gap-1.5 text-sm text-ink-3">
              <Lock aria-hidden className="size-3.5" />
              Locked above
            </span>
          ) : (
            <ModeMenu label={field.label} mode={state.mode} kind={field.kind} readOnly={readOnly} onChange={setMode} />
          )}
        </div>
        <div className="grid min-w-0 content-start gap-2">
          {locked ? (
            <LockedValue {...props} above={above} />
          ) : isOwn ? (
            <OwnValue {...props} above={above} />
          ) : (
            <InheritedValue {...props} above={above} onBegin={() => onChange(field.path, begun(state, field, above))} />
          )}
          <ConflictNotes conflicts={props.conflicts} />
        </div>
      </div>
    </div>
  )
})

interface Above {
  value: unknown
  source: StrategyExplanation | undefined
}

type RowProps = FieldRowProps & { above: Above }

function valueIn(merged: Pick<StrategyStanding, 'effective' | 'explain'> | undefined, field: StrategyField): Above {
  if (!merged) return { value: undefined, source: undefined }
  return {
    value: strategyValue(merged.effective, field),
    source: merged.explain.find(({ path }) => path === field.path),
  }
}

/** What was typed before, or a beginning. */
function begun(state: EditorField, field: StrategyField, above: Above): EditorField {
  const fresh = beginField(field.path, above.value)
  return state.value === undefined ? fresh : { ...state, mode: fresh.mode }
}

function InheritedValue(props: RowProps & { onBegin: () => void }) {
  const { field, above, readOnly, clients, ownId } = props
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
      <div className="min-w-0 flex-1 basis-72 text-ink-3">
        {above.value === undefined ? (
          <p>Not set. {field.note}</p>
        ) : (
          <StrategyValue value={showValue(field.path, above.value)} />
        )}
        {above.source && (
          <p className="mt-1">
            <Origin source={above.source} clients={clients} ownId={ownId} />
          </p>
        )}
      </div>
      {!readOnly && (
        <Button
          size="sm"
          look="quiet"
          className="-mx-2.5"
          onClick={props.onBegin}
          aria-label={`Set ${field.label} here`}
        >
          Set here
        </Button>
      )}
    </div>
  )
}

function OwnValue(props: RowProps) {
  const { field, state, above, problem, readOnly, clients, ownId, onChange } = props
  const id = `${field.path}-control`
  if (readOnly) {
    return (
      <>
        <StrategyValue value={showValue(field.path, shownOf(state, field))} />
        <AboveLine {...props} />
      </>
    )
  }
  return (
    <>
      {state.mode === 'extend' && above.value !== undefined && (
        <div className="text-ink-3">
          <StrategyValue value={showValue(field.path, above.value)} />
          {above.source && (
            <p className="mt-1 text-sm">
              from <Origin source={above.source} clients={clients} ownId={ownId} />, and in addition:
            </p>
          )}
        </div>
      )}
      <FieldControl
        path={field.path}
        ids={{
          id,
          'aria-labelledby': `${field.path}-label`,
          'aria-describedby': problem ? `${id}-hint ${id}-error` : `${id}-hint`,
          'aria-invalid': problem !== undefined,
        }}
        value={state.value}
        onChange={(value) => onChange(field.path, { ...state, value })}
      />
      {problem && (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
      <p id={`${id}-hint`} className="text-sm text-ink-3">
        {field.note}
      </p>
      {state.mode !== 'extend' && <AboveLine {...props} />}
      <OutcomeLine {...props} />
    </>
  )
}

/** The value of a control in the shape that is shown. */
function shownOf(state: EditorField, field: StrategyField): unknown {
  return field.kind === 'map' ? Object.fromEntries(state.value as [string, string][]) : state.value
}

/** What would apply without the strategy's own value: what this one stands in place of, or adds to. */
function AboveLine({ field, state, above, clients, ownId }: RowProps) {
  if (above.value === undefined || !above.source) return null
  return (
    <Aside label={state.mode === 'extend' ? 'In addition to' : 'Instead of'}>
      <StrategyValue value={showValue(field.path, above.value)} />
      <Origin source={above.source} clients={clients} ownId={ownId} />
    </Aside>
  )
}

/** What comes out where that is not what stands in the control: bounds of two layers, or a layer that comes after. */
function OutcomeLine({ field, state, standing, clients, ownId, problem }: RowProps) {
  const out = valueIn(standing, field)
  if (out.value === undefined || !out.source || problem) return null
  const comesAfter = out.source.strategy_id !== (ownId ?? nobody)
  if (!comesAfter && !(state.mode === 'extend' && field.kind === 'bounds')) return null
  return (
    <Aside label={comesAfter ? 'But what applies here is' : 'Comes out as'}>
      <StrategyValue value={showValue(field.path, out.value)} />
      {comesAfter && <Origin source={out.source} clients={clients} ownId={ownId} />}
    </Aside>
  )
}

/** The id under which a strategy that does not exist yet is looked ahead for. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** A remark on a value: what it stands in place of, or what comes of it. */
function Aside({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 border-l border-rule-2 pl-3 text-sm text-ink-3 has-[ul]:grid">
      <span>{label}</span>
      {children}
    </div>
  )
}

function LockedValue(props: RowProps) {
  const { field, state, above, readOnly, clients, ownId, onChange } = props
  const own = state.mode === 'inherit' ? undefined : shownOf(state, field)
  return (
    <>
      <div className="text-ink-2">
        <StrategyValue value={showValue(field.path, above.value)} />
      </div>
      {above.source && (
        <p className="text-sm text-ink-3">
          <Origin source={above.source} clients={clients} ownId={ownId} /> locked it: it cannot be changed here.
        </p>
      )}
      {own !== undefined && (
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
          <Aside label="What stands here is ignored">
            <StrategyValue value={showValue(field.path, own)} />
          </Aside>
          {!readOnly && (
            <Button size="sm" look="quiet" onClick={() => onChange(field.path, { mode: 'inherit', value: undefined })}>
              Clear
            </Button>
          )}
        </div>
      )}
    </>
  )
}
