'use client'

import type { Client, Prompt, PromptVersionSummary } from '@hg/contracts'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago, Moment } from '#components/ui/age.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Select } from '#components/ui/select.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { Tag } from '#components/ui/state-mark.tsx'
import { useDiff, useVersions } from '../get-prompt.ts'
import { authorName } from '../words.ts'
import { ActivateButton } from './activation.tsx'
import { LabelSection } from './label-section.tsx'
import { LabelTags } from './label-tags.tsx'
import { OpenBelow } from './open-below.tsx'
import { PartDifferences } from './part-differences.tsx'
import { RollbackDialog } from './rollback-dialog.tsx'

interface VersionsProps {
  prompt: Prompt
  client: Client
  clients: Client[]
  unsaved: boolean
}

/** A template's labels, and its versions: who made them, why, what differs between any two, and the way back to one. */
export function PromptVersions(props: VersionsProps) {
  const query = useVersions(props.prompt.id)
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      {props.prompt.inherited ? (
        props.prompt.labels.length > 0 && <LabelTags labels={props.prompt.labels} />
      ) : (
        <>
          <LabelSection prompt={props.prompt} client={props.client} />
          <OpenBelow prompt={props.prompt} client={props.client} />
        </>
      )}
      <Loaded query={query} what="the versions" shape="rows">
        {(versions) => (
          <div>
            <div className="border-b">
              {versions.map((version) => (
                <Version key={version.version} {...props} version={version} versions={versions} />
              ))}
            </div>
            <ShowMore query={query} count={versions.length} one="version" />
          </div>
        )}
      </Loaded>
    </div>
  )
}

function Version(props: VersionsProps & { version: PromptVersionSummary; versions: PromptVersionSummary[] }) {
  const { prompt, client, version } = props
  const [asked] = useQueryState('version', parseAsInteger)
  const [open, setOpen] = useState(asked === version.version)
  return (
    <Disclosure
      open={open}
      onToggle={setOpen}
      title={
        <span className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span>Version {version.version}</span>
          {version.labels.map((label) => (
            <Tag key={label}>{label}</Tag>
          ))}
          {prompt.trials.some(({ versions }) => versions.includes(version.version)) && <Tag>tried now</Tag>}
          {version.restored_from !== null && <Tag>as version {version.restored_from}</Tag>}
          {version.message && <span className="font-normal wrap-anywhere text-ink-2">{version.message}</span>}
        </span>
      }
      aside={
        <>
          {!prompt.inherited && `${authorName(version.author)}, `}
          <Ago at={version.created_at} />
        </>
      }
    >
      {open && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:pl-6">
          <Comparison {...props}>
            {!prompt.inherited && version.version !== prompt.latest_version && (
              <RollbackDialog prompt={prompt} client={client} version={version.version} unsaved={props.unsaved} />
            )}
            {!prompt.inherited && version.version !== prompt.version && (
              <ActivateButton
                prompt={prompt}
                version={version.version}
                client={client}
                clients={props.clients}
                look="secondary"
                off={null}
              />
            )}
          </Comparison>
          <p className="text-sm text-ink-3">
            Made <Moment at={version.created_at} />
          </p>
        </div>
      )}
    </Disclosure>
  )
}

/** What differs between this version and another one, the one before it to begin with; older to newer, whichever was chosen. */
function Comparison(props: {
  prompt: Prompt
  version: PromptVersionSummary
  versions: PromptVersionSummary[]
  children: React.ReactNode
}) {
  const { prompt, versions } = props
  const { version } = props.version
  const others = versions.filter((other) => other.version !== version)
  const [other, setOther] = useState(String(version > 1 ? version - 1 : (others[0]?.version ?? '')))
  const [from, to] = [Math.min(version, Number(other)), Math.max(version, Number(other))]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {others.length > 0 && (
          <Select
            label={`Compare version ${version} with`}
            className="w-64"
            value={other}
            onChange={setOther}
            groups={[{ options: others.map((one) => optionOf(one, version, prompt)) }]}
          />
        )}
        {props.children}
      </div>
      {others.length === 0 ? (
        <p className="text-ink-3">The only version: there is nothing to compare it with.</p>
      ) : (
        <Differences id={prompt.id} from={from} to={to} />
      )}
    </>
  )
}

function optionOf(one: PromptVersionSummary, version: number, prompt: Prompt) {
  const notes = [one.version === version - 1 && 'the one before', one.version === prompt.version && 'in use'].filter(
    (note) => note !== false,
  )
  const label = `Version ${one.version}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
  return { value: String(one.version), label, ...(one.message ? { hint: one.message } : {}) }
}

function Differences({ id, from, to }: { id: string; from: number; to: number }) {
  const query = useDiff(id, from, to)
  return (
    <section aria-label={`From version ${from} to version ${to}`}>
      <h3 className="mb-2 text-sm text-ink-3">
        From version {from} to version {to}
      </h3>
      <Loaded query={query} what="what differs" shape="text" place="line">
        {(diff) => <PartDifferences differences={diff} />}
      </Loaded>
    </section>
  )
}
