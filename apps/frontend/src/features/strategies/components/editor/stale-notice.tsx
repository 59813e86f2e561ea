'use client'

import { type StrategyConflictText, strategyField, strategyValue } from '@hg/contracts'
import { useState } from 'react'
import { Ago } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { showValue } from '#features/strategy/describe.ts'
import { StrategyValue } from '#features/strategy/components/strategy-sections.tsx'
import { compareEdits, type StrategyText, takeFields } from '../../editor-text.ts'
import { inWords, pathLabel } from '#features/strategy/labels.ts'

type Whose = 'mine' | 'theirs'

/**
 * Somebody else saved in the meantime. What only one of the two changed is taken from that one; where both changed a
 * field, the user chooses. Nothing is saved by this: the result stands on the page.
 */
export function StaleNotice(props: {
  base: StrategyText
  current: StrategyConflictText
  mine: StrategyText
  onTakeTheirs: () => void
  onBringTogether: (text: StrategyText) => void
}) {
  const { base, current, mine } = props
  const edits = compareEdits(base, current, mine)
  const [choices, setChoices] = useState<Record<string, Whose>>({})
  const open = edits.both.filter((path) => choices[path] === undefined)

  function bringTogether() {
    const chosen = edits.both.filter((path) => choices[path] === 'mine')
    props.onBringTogether(takeFields(current, mine, [...edits.mine, ...chosen]))
  }

  return (
    <Notice
      tone="caution"
      role="alert"
      title={`${current.author?.name ?? 'Somebody else'} saved version ${current.version} in the meantime`}
      className="mb-8 max-w-3xl"
    >
      <p>
        Saved <Ago at={current.created_at} />
        {current.message && <>: “{current.message}”</>}. Nothing of yours was saved, and nothing is lost.
      </p>
      {edits.theirs.length > 0 && <p>Only they changed {inWords(edits.theirs.map(pathLabel))}.</p>}
      {edits.mine.length > 0 && <p>Only you changed {inWords(edits.mine.map(pathLabel))}.</p>}
      {edits.both.length > 0 && (
        <div className="grid gap-4 py-2">
          <p>Both of you changed {inWords(edits.both.map(pathLabel))}. Choose which one to keep:</p>
          {edits.both.map((path) => (
            <FieldGroup key={path} id={`stale-${path}`} label={pathLabel(path)}>
              {(ids) => (
                <RadioGroup
                  ids={ids}
                  value={choices[path] ?? null}
                  onChange={(value: Whose) => setChoices({ ...choices, [path]: value })}
                  choices={[
                    { value: 'mine', label: 'Yours', hint: <ValueOf text={mine} path={path} /> },
                    { value: 'theirs', label: 'Theirs', hint: <ValueOf text={current} path={path} /> },
                  ]}
                />
              )}
            </FieldGroup>
          ))}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={open.length > 0} onClick={bringTogether}>
          Bring both together
        </Button>
        <Button onClick={props.onTakeTheirs}>Drop mine, take version {current.version}</Button>
      </div>
    </Notice>
  )
}

function ValueOf({ text, path }: { text: StrategyText; path: string }) {
  const field = strategyField(path)
  const value = field && strategyValue(text.configuration, field)
  return value === undefined ? 'Nothing: what stands above applies' : <StrategyValue value={showValue(path, value)} />
}
