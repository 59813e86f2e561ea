'use client'

import type { Client, SuggestedText } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { PartDifferences } from '#features/prompts/components/part-differences.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import type { TakenText } from '../taken-text.ts'

/** What a suggestion changes and saves, and the way to take it into the editor. */
export function SuggestedChanges(props: {
  text: SuggestedText
  /** The version that it was made of; null once that is not known any more. */
  of: number | null
  client: Client
  version: number
  unsaved: boolean
  onTake: (text: TakenText) => void
}) {
  const { text, client } = props
  const { before, after } = text.tokens
  const saved = before - after
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <p>
          <span className="figures font-serif text-2xl font-medium">{formatCount(after)}</span>{' '}
          <span className="text-ink-2">
            tokens instead of {formatCount(before)}: {plural(saved, 'token')} less, {percentOf(saved, before)}
          </span>
        </p>
        <Button
          look="primary"
          off={whyNot(client, 'member', 'Changing prompt templates') ?? whyNotTaken(props)}
          onClick={() => props.onTake({ system_template: text.system_template, template: text.template })}
        >
          Take it into the editor
        </Button>
      </div>
      {text.changes.length > 0 && (
        <section aria-label="What the model says it did">
          <h3 className="mb-1.5 text-sm text-ink-3">What the model says it did</h3>
          <ul className="grid max-w-[40rem] list-disc gap-1 pl-5">
            {text.changes.map((change, index) => (
              <li key={index} className="wrap-anywhere">
                {change}
              </li>
            ))}
          </ul>
        </section>
      )}
      <PartDifferences differences={text.differences} />
      <section aria-label="What was checked" className="max-w-[40rem] text-sm text-ink-3">
        <p>
          It takes every variable and partial that the version takes, and nothing is wrong with it that was not wrong
          before. Whether each rule still means the same is for you to read.
        </p>
        {text.findings.length > 0 && (
          <ul className="mt-2 grid list-disc gap-1 pl-5">
            {text.findings.map(({ message }, index) => (
              <li key={index} className="wrap-anywhere">
                {sentence(message)}
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

/** What is typed or saved since would be lost: it is not put on top of it. */
function whyNotTaken({
  of,
  version,
  unsaved,
}: {
  of: number | null
  version: number
  unsaved: boolean
}): string | null {
  if (of !== version)
    return `It was made of ${of === null ? 'another version' : `version ${of}`}, and version ${version} is the newest: what changed since would be lost. Ask again.`
  return unsaved ? 'The text has changes that are not saved. Save them or take them back first.' : null
}

function percentOf(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`
}
