'use client'

import type { Client, ContentType, Prompt } from '@hg/contracts'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Page, Trail } from '#components/page-head.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { lineage } from '#features/clients/tree.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import { textOf } from '../draft.ts'
import { useDraft } from '../use-draft.ts'
import { PromptEditor } from './editor/prompt-editor.tsx'
import { PromptState } from './prompt-state.tsx'
import { TrialNotice } from './trial-notice.tsx'
import { PromptVersions } from './versions.tsx'

const views = ['text', 'versions'] as const

/** A template of a client above that those below may read: its text and its versions, and the way to a copy of one's own. */
export function InheritedPrompt({ prompt, client, clients }: { prompt: Prompt; client: Client; clients: Client[] }) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('text'))
  const shown = prompt.production ?? prompt.latest
  const drafting = useDraft({ text: textOf(shown), version: shown.version })
  useDocumentTitle(`${prompt.name}, ${client.name}`)
  const what = prompt.kind === 'partial' ? 'partial' : 'template'
  return (
    <Page>
      <header>
        <Trail path={lineage(clients, client.id)} here="Prompts" hereHref={`/clients/${client.slug}/prompts`} />
        <div className="mt-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
          <h1 className="min-w-0 font-serif text-3xl font-medium tracking-tight wrap-anywhere">{prompt.name}</h1>
          <Button asChild look="primary" off={whyNot(client, 'member', `Copying a ${what}`)}>
            <Link href={copyHref(client, prompt)}>Copy to {client.name}</Link>
          </Button>
        </div>
        <p className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1 text-ink-2">
          <span>
            <PromptState template={prompt} />
            {prompt.version !== null && ' in use'}
          </span>
          <span>{prompt.kind === 'partial' ? 'Partial' : typeLabel(prompt.content_type)}</span>
          <span>Of {prompt.client_name}</span>
        </p>
      </header>
      <div className="mt-8">
        <TrialNotice prompt={prompt} client={client} />
        <Tabs
          label={`Views of this ${what}`}
          value={view}
          onChange={(next) => void setView(next)}
          tabs={[
            {
              value: 'text',
              label: 'Text',
              content: (
                <>
                  <Notice title={`${prompt.client_name} lets those below read it.`} className="mb-6">
                    <p>
                      You see version {shown.version}
                      {shown.version === prompt.version ? ', the one in use' : ', a draft'}. To change it for{' '}
                      {client.name}, make a copy: a {what} of its own, which follows nothing that is changed here.
                    </p>
                  </Notice>
                  <PromptEditor prompt={prompt} client={client} drafting={drafting} validation={null} readOnly />
                </>
              ),
            },
            {
              value: 'versions',
              label: 'Versions',
              content: <PromptVersions prompt={prompt} client={client} clients={clients} unsaved={false} />,
            },
          ]}
        />
      </div>
    </Page>
  )
}

/**
 * The page on which a copy of a template is made for a client.
 *
 * @param type what it shall be for, where not for what the template is for
 */
export function copyHref(client: Client, { id, kind }: Pick<Prompt, 'id' | 'kind'>, type?: ContentType): string {
  return `/clients/${client.slug}/prompts/new?kind=${kind}&from=${id}${type ? `&for=${type}` : ''}`
}
