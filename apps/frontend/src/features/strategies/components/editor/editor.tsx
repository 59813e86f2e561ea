'use client'

import {
  type Client,
  type ContentTypeOrAny,
  type StrategyConflict,
  strategyField,
  strategySectionTexts,
  type StrategyStanding,
} from '@hg/contracts'
import { useMemo, useState } from 'react'
import { Select } from '#components/ui/select.tsx'
import { fieldOrder, sectionOrder } from '#features/strategy/describe.ts'
import { plural } from '#lib/format.ts'
import { pathLabel, typeGroups, typeLabel } from '#features/strategy/labels.ts'
import type { Editor } from '../../use-editor.ts'
import { countConflicts } from '#features/strategy/components/conflict-notes.tsx'
import { FieldRow } from './field-row.tsx'

const filters = {
  all: 'All fields',
  own: 'Set here',
  conflicts: 'With conflicts',
} as const
type Filter = keyof typeof filters

/** All fields of a strategy by section, and in the margin where one is and what does not hold together. */
export function StrategyEditor(props: {
  editor: Editor
  standing: StrategyStanding | undefined
  contentType: ContentTypeOrAny
  shownAs: ContentTypeOrAny
  onShownAs: (type: ContentTypeOrAny) => void
  clients: Client[]
  ownId: string | null
  readOnly: boolean
}) {
  const { editor, standing, clients, ownId, readOnly } = props
  const [filter, setFilter] = useState<Filter>('all')
  const conflicts = standing?.conflicts ?? none
  // The same list for the same conflicts, so that typing draws one field anew and not all.
  const byField = useMemo(() => conflictsByField(conflicts, ownId), [conflicts, ownId])

  function isShown(path: string): boolean {
    if (filter === 'own') return editor.fields[path]?.mode !== 'inherit' || editor.changed.includes(path)
    if (filter === 'conflicts') return byField.has(path)
    return true
  }
  const sections = sectionOrder.map((section) => ({
    section,
    fields: fieldOrder(section).flatMap((path) => {
      const field = strategyField(path)
      return field && isShown(path) ? [field] : []
    }),
  }))

  return (
    <div className="grid gap-x-14 gap-y-10 xl:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="@container min-w-0">
        <div className="mb-6 flex flex-wrap gap-2">
          <Select
            label="Fields"
            className="w-40"
            value={filter}
            onChange={setFilter}
            groups={[
              { options: (Object.entries(filters) as [Filter, string][]).map(([value, label]) => ({ value, label })) },
            ]}
          />
          {props.contentType === 'any' && (
            <Select
              label="Shown as it applies to"
              className="w-56"
              value={props.shownAs}
              onChange={props.onShownAs}
              groups={typeGroups}
            >
              {props.shownAs === 'any' ? 'As for any content' : `As for ${typeLabel(props.shownAs).toLowerCase()}`}
            </Select>
          )}
        </div>
        <div className="grid gap-10">
          {sections.map(
            ({ section, fields }) =>
              fields.length > 0 && (
                <section key={section} id={section} aria-labelledby={`${section}-title`} className="scroll-mt-16">
                  <h2 id={`${section}-title`} className="font-serif text-xl font-medium">
                    {strategySectionTexts[section].label}
                  </h2>
                  <p className="mt-1 mb-3 border-b border-rule-2 pb-3 text-sm text-ink-3">
                    {strategySectionTexts[section].note}
                  </p>
                  {fields.map((field) => (
                    <FieldRow
                      key={field.path}
                      field={field}
                      state={editor.fields[field.path] ?? { mode: 'inherit', value: undefined }}
                      standing={standing}
                      conflicts={byField.get(field.path) ?? none}
                      problem={editor.problems[field.path]}
                      changed={editor.changed.includes(field.path)}
                      readOnly={readOnly}
                      clients={clients}
                      ownId={ownId}
                      onChange={editor.setField}
                    />
                  ))}
                </section>
              ),
          )}
          {sections.every(({ fields }) => fields.length === 0) && (
            <p className="border-y py-10 text-center text-ink-3">
              {filter === 'own' ? 'Nothing is set here yet.' : 'No conflicts: everything holds together.'}
            </p>
          )}
        </div>
      </div>
      <aside aria-label="About this strategy" className="hidden xl:block">
        <div className="sticky top-8 grid max-h-[calc(100dvh-8rem)] gap-8 overflow-y-auto">
          <nav aria-label="Sections" className="border-t border-rule-2 pt-3">
            <ul className="grid gap-px">
              {sectionOrder.map((section) => (
                <SectionLink key={section} section={section} editor={editor} />
              ))}
            </ul>
          </nav>
          {conflicts.length > 0 && <ConflictIndex conflicts={conflicts} />}
        </div>
      </aside>
    </div>
  )
}

const none: StrategyConflict[] = []

/** The conflicts that stand at each field: where it comes first, or is what this strategy says. */
function conflictsByField(conflicts: StrategyConflict[], ownId: string | null): Map<string, StrategyConflict[]> {
  const found = new Map<string, StrategyConflict[]>()
  for (const conflict of conflicts) {
    const { paths, parties } = conflict
    for (const [index, path] of paths.entries()) {
      const isOwn = parties.some((party) => party.path === path && party.strategy_id === ownId)
      if (index === 0 || isOwn) found.set(path, [...(found.get(path) ?? []), conflict])
    }
  }
  return found
}

function SectionLink({ section, editor }: { section: (typeof sectionOrder)[number]; editor: Editor }) {
  const own = fieldOrder(section).filter((path) => editor.fields[path]?.mode !== 'inherit').length
  return (
    <li>
      <a href={`#${section}`} className="-mx-2 flex h-8 items-center justify-between rounded-md px-2 hover:bg-hover">
        {strategySectionTexts[section].label}
        <span className="figures text-sm text-ink-3">{own > 0 && `${own} set here`}</span>
      </a>
    </li>
  )
}

function ConflictIndex({ conflicts }: { conflicts: StrategyConflict[] }) {
  return (
    <section aria-label="Conflicts" className="border-t border-rule-2 pt-3">
      <h2 className="mb-2 font-medium">{countConflicts(conflicts)}</h2>
      <ul className="grid gap-1.5 text-sm">
        {conflicts.map((conflict) => (
          <li key={`${conflict.code}${conflict.paths.join()}${conflict.message}`}>
            <a href={`#${conflict.paths[0]}`} className="hover:underline">
              <span className={conflict.severity === 'error' ? 'text-danger' : 'text-caution'}>
                {conflict.paths.map(pathLabel).join(', ')}
              </span>{' '}
              <span className="text-ink-3">{plural(conflict.content_types.length, 'content type')}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
