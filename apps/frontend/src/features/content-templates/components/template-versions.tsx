'use client'

import type { ContentTemplate, ContentTemplateVersion } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Moment } from '#components/ui/age.tsx'
import { ChangeList } from '#components/ui/diff.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { contentTemplateVersionsQuery } from '../get-content-templates.ts'
import { toTemplateValues } from '../template-values.ts'

/** What each version changed, the newest first. Read when it is opened. */
export function TemplateVersions({ clientId, template }: { clientId: string; template: ContentTemplate }) {
  const [open, setOpen] = useState(false)
  const query = useQuery({ ...contentTemplateVersionsQuery(clientId, template.id), enabled: open })
  return (
    <Disclosure
      title="Versions"
      aside={`Version ${template.version}`}
      open={open}
      onToggle={setOpen}
      className="border-b"
    >
      <Loaded query={query} what="the versions" shape="rows">
        {(versions) =>
          versions.length === 0 ? (
            <p className="text-ink-3">
              Its versions are read where it belongs, by the people of {template.client_name}.
            </p>
          ) : (
            <ol className="grid gap-6">
              {versions.map((version, index) => (
                <Version key={version.version} version={version} before={versions[index + 1]} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Disclosure>
  )
}

function Version(props: { version: ContentTemplateVersion; before: ContentTemplateVersion | undefined }) {
  const { version, before } = props
  return (
    <li>
      <p className="mb-2 text-sm text-ink-3">
        <span className="font-medium text-ink">Version {version.version}</span>, <Moment at={version.created_at} />
      </p>
      {before ? (
        <ChangeList before={toTemplateValues(before)} after={toTemplateValues(version)} label={pathLabel} />
      ) : (
        <p className="text-ink-3">{version.version === 1 ? 'The first one.' : 'Older versions are not listed.'}</p>
      )}
    </li>
  )
}

const labels: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  content_types: 'Content types',
  brief: 'Brief',
  sections: 'Sections',
  'defaults.keywords': 'Keywords',
  'defaults.audience': 'Audience',
  'defaults.tone': 'Tone',
}

/** The name of what a dotted path of a template stands for. */
export function pathLabel(path: string): string {
  return labels[path] ?? path.replace(/^defaults\./, '').replace(/[._]/g, ' ')
}
