'use client'

import type { Client, Prompt, PromptFinding, PromptSize } from '@hg/contracts'
import Link from 'next/link'
import { useRef } from 'react'
import type { CodeFieldHandle } from '#components/ui/code-field.tsx'
import { Section } from '#components/ui/section.tsx'
import { cn } from '#lib/cn.ts'
import { usePrompts } from '../../get-prompts.ts'
import type { Drafting } from '../../use-draft.ts'
import { FindingList } from './finding-list.tsx'
import { InsertMenu } from './insert-menu.tsx'
import { ModelFields } from './model-fields.tsx'
import { SizeNote } from './size-note.tsx'
import { type TextPart, TextParts } from './text-parts.tsx'
import { TrimOrder } from './trim-order.tsx'
import { VariableTable } from './variable-table.tsx'

/** What is to be said of the text on the page. */
export interface Validation {
  findings: PromptFinding[]
  /** Null while there are errors, and for partials. */
  size: PromptSize | null
  /** It is of what was typed a moment ago. */
  behind: boolean
  error: Error | null
}

/** The parts of a version, with what is to be said of them beside the texts. */
export function PromptEditor(props: {
  prompt: Prompt
  client: Client
  drafting: Drafting
  /** Null where nothing is said of it: it is read from below. */
  validation: Validation | null
  readOnly: boolean
}) {
  const { prompt, client, drafting, validation, readOnly } = props
  const { findings, size } = validation ?? { findings: [], size: null }
  const refs = {
    system_template: useRef<CodeFieldHandle>(null),
    template: useRef<CodeFieldHandle>(null),
  }
  const partials = usePartialNames(client.id, prompt)
  const lastPart = useRef<TextPart>('template')

  function lead({ part, line, column }: PromptFinding) {
    if (part === 'system_template' || part === 'template') refs[part].current?.goTo(line ?? 1, column)
    else document.getElementById(`prompt-part-${part}`)?.scrollIntoView({ block: 'start' })
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <TextParts
        kind={prompt.kind}
        drafting={drafting}
        findings={findings}
        readOnly={readOnly}
        refs={refs}
        onFocus={(part) => (lastPart.current = part)}
      />
      <aside
        className={cn(
          'grid content-start gap-8 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto',
          findings.length > 0 && 'max-lg:order-first',
        )}
      >
        {!readOnly && (
          <div>
            <InsertMenu
              variables={drafting.draft.rows.map(({ name }) => name.trim()).filter((name) => name !== '')}
              partials={partials}
              onInsert={(text) => refs[lastPart.current].current?.insert(text)}
            />
          </div>
        )}
        {validation && <Findings validation={validation} onChoose={lead} />}
        {size && <SizeNote size={size} />}
        <Uses prompt={prompt} client={client} />
      </aside>
      {prompt.kind === 'prompt' && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-12 pt-4">
          <Section
            id="prompt-part-variables"
            title="Variables"
            help="What a request has to say beyond its topic, keywords and brief, or what stands in for it. In the texts a variable named season is written {{ vars.season }}."
          >
            <VariableTable drafting={drafting} readOnly={readOnly} />
          </Section>
          <Section
            id="prompt-part-model_settings"
            title="Model"
            help="Versioned with the text. A request comes first, then the strategy, then this; and only what the strategy allows."
          >
            <ModelFields drafting={drafting} readOnly={readOnly} />
          </Section>
          <Section
            id="prompt-part-trim_order"
            title="What goes first"
            help="Where a prompt grows longer than it may, this is left out first, from the top down; then the rest in the usual order. Topic, keywords, brief and what a piece must say always stay."
          >
            <TrimOrder drafting={drafting} readOnly={readOnly} />
          </Section>
        </div>
      )}
    </div>
  )
}

function Findings(props: { validation: Validation; onChoose: (finding: PromptFinding) => void }) {
  const { findings, behind, error } = props.validation
  return (
    <section aria-label="Findings" aria-busy={behind} className={cn('transition-opacity', behind && 'opacity-60')}>
      <h2 className="mb-2 text-sm text-ink-3">Findings</h2>
      {findings.length > 0 ? (
        <FindingList findings={findings} onChoose={props.onChoose} />
      ) : (
        <p className="text-sm text-ink-2">
          {error ? 'Looked at when it is saved.' : behind ? 'Being looked at' : 'Nothing to be said of it.'}
        </p>
      )}
      {error && (
        <p role="alert" className="mt-2 text-sm text-caution">
          It could not be looked at: {error.message}
        </p>
      )}
    </section>
  )
}

function usePartialNames(clientId: string, prompt: Prompt): string[] {
  const { data } = usePrompts(clientId)
  return (data?.templates ?? [])
    .filter(({ kind, inherited, id }) => kind === 'partial' && !inherited && id !== prompt.id)
    .map(({ name }) => name)
}

/** The partials that the newest version puts in; of a partial, what puts it in. */
function Uses({ prompt, client }: { prompt: Prompt; client: Client }) {
  const rows =
    prompt.kind === 'partial'
      ? prompt.used_by.map(({ template_id, name }) => ({ id: template_id, name, aside: '' }))
      : prompt.partials.map(({ template_id, name, version }) => ({
          id: template_id,
          name,
          aside: version === null ? (prompt.inherited ? 'not open to you' : 'none in use') : `version ${version}`,
        }))
  if (rows.length === 0) return null
  const isOfNewest = prompt.inherited && prompt.production !== null
  const title =
    prompt.kind === 'partial' ? 'Put in by' : isOfNewest ? `Partials of version ${prompt.latest_version}` : 'Partials'
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-sm text-ink-3">{title}</h2>
      <ul className="grid gap-1 text-sm">
        {rows.map(({ id, name, aside }) => (
          <li key={name} className="flex items-baseline justify-between gap-4">
            {id ? (
              <Link href={`/clients/${client.slug}/prompts/${id}`} className="truncate hover:underline">
                {name}
              </Link>
            ) : (
              <span className={cn('truncate', !prompt.inherited && 'text-danger')}>{name}</span>
            )}
            <span className="shrink-0 text-ink-3">{aside}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
