import type { PromptDiffLine, PromptDifferences, PromptTextDiff, PromptValueDiff } from '@hg/contracts'
import { useState } from 'react'
import { Added, ChangeList, Removed } from '#components/ui/diff.tsx'
import { cn } from '#lib/cn.ts'
import { plural } from '#lib/format.ts'
import { partLabels } from '../words.ts'

/** What differs between two versions: the texts line by line, the rest value by value. */
export function PartDifferences({ differences }: { differences: PromptDifferences }) {
  const { system_template, template, variables, model_settings, trim_order } = differences
  const texts = (
    [
      ['system_template', system_template],
      ['template', template],
    ] as const
  ).filter(([, { lines }]) => lines.length > 0)
  // That the schema is one of an object is no news.
  const declared = variables.filter(({ path }) => path !== 'type')
  const values = (
    [
      ['variables', declared],
      ['model_settings', model_settings],
    ] as const
  ).filter(([, changes]) => changes.length > 0)
  if (texts.length + values.length === 0 && trim_order === null) return <p className="text-ink-3">Nothing differs.</p>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {texts.map(([part, diff]) => (
        <section key={part} aria-label={partLabels[part]}>
          <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-3 text-sm text-ink-3">
            {partLabels[part]}
            <span>
              {plural(diff.added, 'line')} in, {plural(diff.removed, 'line')} out
            </span>
          </h3>
          <LineDiff diff={diff} />
        </section>
      ))}
      {values.map(([part, changes]) => (
        <section key={part} aria-label={partLabels[part]}>
          <h3 className="mb-1.5 text-sm text-ink-3">{partLabels[part]}</h3>
          <ChangeList before={valuesOf(changes, 'before')} after={valuesOf(changes, 'after')} label={valueLabel} />
        </section>
      ))}
      {trim_order && (
        <section aria-label={partLabels.trim_order}>
          <h3 className="mb-1.5 text-sm text-ink-3">{partLabels.trim_order}</h3>
          <ChangeList before={{ order: trim_order.before }} after={{ order: trim_order.after }} label={() => 'Order'} />
        </section>
      )}
    </div>
  )
}

function valuesOf(changes: PromptValueDiff[], side: 'before' | 'after'): Record<string, unknown> {
  return Object.fromEntries(changes.flatMap((change) => (side in change ? [[change.path, told(change, side)]] : [])))
}

/** An order is told as one text: as a list its entries would seem to be the same. */
function told(change: PromptValueDiff, side: 'before' | 'after'): unknown {
  const value = change[side]
  return change.path === 'propertyOrdering' && Array.isArray(value) ? value.join(', ') : value
}

/** `properties.season.default` as `season.default`. */
function valueLabel(path: string) {
  if (path === 'propertyOrdering') return 'Their order'
  return <span className="font-mono wrap-anywhere">{path.replace(/^properties\./, '')}</span>
}

/** So many unchanged lines stay in sight around a change. */
const around = 2

function LineDiff({ diff }: { diff: PromptTextDiff }) {
  const [unfolded, setUnfolded] = useState(false)
  const blocks = unfolded ? [{ folded: false, lines: diff.lines }] : foldLines(diff.lines)
  return (
    <div className="divide-y overflow-hidden rounded-md border bg-raised font-mono text-sm">
      {blocks.map(({ folded, lines }, index) =>
        folded ? (
          <button
            key={index}
            type="button"
            onClick={() => setUnfolded(true)}
            className="block w-full bg-hover px-3 py-1 text-left font-sans text-sm text-ink-2 hover:text-ink"
          >
            {plural(lines.length, 'line')} unchanged
          </button>
        ) : (
          <div key={index} className="py-1.5">
            {lines.map((line) => (
              <DiffLine key={`${line.before} ${line.after}`} line={line} />
            ))}
          </div>
        ),
      )}
    </div>
  )
}

function DiffLine({ line: { change, text, before, after } }: { line: PromptDiffLine }) {
  return (
    <div
      className={cn(
        'grid grid-cols-[2.25rem_1rem_minmax(0,1fr)] pr-3 wrap-anywhere whitespace-pre-wrap',
        change === 'same' && 'text-ink-2',
      )}
    >
      <span aria-hidden className="figures pr-2 text-right font-sans text-xs leading-[inherit] text-ink-3">
        {after ?? before}
      </span>
      <span aria-hidden className={change === 'added' ? 'text-positive' : 'text-danger'}>
        {change === 'added' ? '+' : change === 'removed' ? '−' : ''}
      </span>
      <span className="min-h-[1lh]">
        {change === 'same' ? text : change === 'added' ? <Added>{text}</Added> : <Removed>{text}</Removed>}
      </span>
    </div>
  )
}

interface Block {
  folded: boolean
  lines: PromptDiffLine[]
}

/** Folds unchanged lines that are further than two from any change; a single one is not worth folding. */
function foldLines(lines: PromptDiffLine[]): Block[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ change }) => change !== 'same'),
  )
  const blocks: Block[] = []
  lines.forEach((line, index) => {
    const folded = near[index] === false
    const last = blocks.at(-1)
    if (last?.folded === folded) last.lines.push(line)
    else blocks.push({ folded, lines: [line] })
  })
  return blocks.map((block) => (block.lines.length < 3 ? { ...block, folded: false } : block))
}
