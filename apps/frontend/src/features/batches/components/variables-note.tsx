'use client'

import type { Client } from '@hg/contracts'
import { Notice } from '#components/ui/notice.tsx'
import { usePromptNeeds } from '#features/prompts/get-needs.ts'
import { neededVariables } from '#features/prompts/request-variables.ts'
import type { BatchDraft } from '../draft.ts'

/**
 * Which variables the prompt takes that serves the batch's content type, and how rows give them. They are looked at when a piece is
 * written, which is said here: by then another version may serve.
 */
export function VariablesNote({ client, draft }: { client: Client; draft: BatchDraft }) {
  const { data: needs } = usePromptNeeds(client.id, draft.contentType, undefined)
  const needed = neededVariables(needs?.variables ?? {})
  if (!needs?.serves || needed.length === 0) return null
  const missing = draft.source === 'topics' && needed.some(({ required }) => required)
  return (
    <Notice
      tone={missing ? 'caution' : 'plain'}
      title={missing ? 'The prompt needs more than topics' : 'The prompt takes variables'}
    >
      <p className="wrap-anywhere">
        “{needs.serves.name}” asks for{' '}
        {needed.map(({ name, required }, index) => (
          <span key={name}>
            {index > 0 && ', '}
            <code className="font-mono">{name}</code>
            {required && ' (must be given)'}
          </span>
        ))}
        . {draft.source === 'csv' ? 'Name its columns ' : 'Rows of a CSV give them, in columns such as '}
        <code className="font-mono">var.{needed[0]?.name}</code>. They are looked at when a piece is written: one whose
        variables are not in order fails, and costs nothing.
      </p>
    </Notice>
  )
}
