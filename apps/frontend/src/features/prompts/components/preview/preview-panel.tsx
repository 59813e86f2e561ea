'use client'

import {
  type Client,
  type ContentType,
  contentType,
  type GenerateRequest,
  type PreviewSubject,
  type Prompt,
  type PromptText,
} from '@hg/contracts'
import { useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { useDebounced } from '#lib/use-debounced.ts'
import { usePromptPreview } from '../../preview-prompt.ts'
import { neededVariables, refusedVariables, toVariableValues, variableProblems } from '../../request-variables.ts'
import { nameInWords } from '../../variable-words.ts'
import { MadePrompt } from './made-prompt.tsx'
import { SubjectFields, type SubjectKind } from './subject-fields.tsx'

/** The least that a topic says. */
const shortestTopic = 3

/** What the text on the page, saved or not, makes of a sample, of a piece that was asked for, or of what is typed. */
export function PreviewPanel(props: { prompt: Prompt; text: PromptText; client: Client; clients: Client[] }) {
  const { prompt, text, client } = props
  const [kind, setKind] = useState<SubjectKind>('sample')
  const [forClientId, setForClientId] = useState(client.id)
  const [jobId, setJobId] = useState<string | null>(null)
  const [type, setType] = useState<ContentType>(contentType.safeParse(prompt.content_type).data ?? 'blog_post')
  const form = useForm<GenerateRequest>({
    defaultValues: { client_id: client.id, content_type: type, topic: '', keywords: [], brief: '' },
  })
  const typed = useDebounced(form.watch(), 500)
  const settled = useDebounced(text, 500)
  const needed = useMemo(() => neededVariables(settled.variables), [settled])
  const about = { client_id: client.id, text: settled }
  // As it was asked for: what the text takes by now, and it did not say, has to be typed.
  const piece: PreviewSubject | null = kind === 'job' && jobId !== null ? { kind, job_id: jobId } : null
  const asItWas = usePromptPreview(
    { ...about, against: piece ?? { kind: 'sample', content_type: type } },
    piece !== null,
  )
  const asked = kind === 'values' ? needed : piece ? refusedVariables(needed, asItWas.error) : []
  const problems = variableProblems(asked, typed.variables ?? {})

  const subject = subjectOf()
  const preview = usePromptPreview(
    {
      ...about,
      against: subject ?? { kind: 'sample', content_type: type },
      ...(kind === 'job' || forClientId === client.id ? {} : { for_client_id: forClientId }),
    },
    subject !== null && Object.keys(problems).length === 0,
  )

  function subjectOf(): PreviewSubject | null {
    if (kind === 'sample') return { kind, content_type: type }
    const values = toVariableValues(asked, typed.variables ?? {})
    const variables = Object.keys(values).length > 0 ? { variables: values } : {}
    if (kind === 'job') return piece && { ...piece, ...variables }
    const topic = (typed.topic ?? '').trim()
    if (topic.length < shortestTopic) return null
    return {
      ...{ kind, content_type: type, topic },
      ...(typed.keywords?.length ? { keywords: typed.keywords } : {}),
      ...(typed.brief?.trim() ? { brief: typed.brief } : {}),
      ...variables,
    }
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-10 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <SubjectFields
        {...props}
        kind={kind}
        onKind={setKind}
        forClientId={forClientId}
        onForClient={setForClientId}
        type={type}
        onType={setType}
        jobId={jobId}
        onJob={setJobId}
        form={form}
        asked={asked}
      />
      <div className="min-w-0">
        {subject === null || Object.keys(problems).length > 0 ? (
          <p className="text-ink-3">{whatIsMissing(kind, problems)}</p>
        ) : preview.data ? (
          <MadePrompt preview={preview.data} behind={preview.isPlaceholderData} error={preview.error} />
        ) : preview.error ? (
          <Failed
            place="section"
            title="The prompt could not be made"
            error={preview.error}
            busy={preview.isFetching}
            onRetry={() => void preview.refetch()}
          />
        ) : (
          <Loading label="Making the prompt" shape="text" />
        )}
      </div>
    </div>
  )
}

function whatIsMissing(kind: SubjectKind, problems: Record<string, string>): string {
  const [first] = Object.entries(problems)
  if (first && kind === 'job')
    return `The piece does not say what the text takes by now: ${Object.keys(problems)
      .map(nameInWords)
      .join(', ')}. Say it beside the piece.`
  if (first) return `${nameInWords(first[0])} ${first[1]}.`
  return kind === 'job' ? 'Choose a piece to see the prompt that it would have had.' : 'Type a topic to see its prompt.'
}
