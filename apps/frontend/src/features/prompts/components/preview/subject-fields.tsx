'use client'

import type { Client, ContentType, GenerateRequest, PreviewSubject, Prompt } from '@hg/contracts'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SearchSelect } from '#components/ui/search-select.tsx'
import { Select } from '#components/ui/select.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { lineage } from '#features/clients/tree.ts'
import { useJobs } from '#features/jobs/get-jobs.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'
import type { NeededVariable } from '../../request-variables.ts'
import { PromptFields } from '../prompt-fields.tsx'

const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

export type SubjectKind = PreviewSubject['kind']

interface SubjectProps {
  prompt: Prompt
  client: Client
  clients: Client[]
  kind: SubjectKind
  onKind: (kind: SubjectKind) => void
  forClientId: string
  onForClient: (id: string) => void
  type: ContentType
  onType: (type: ContentType) => void
  jobId: string | null
  onJob: (id: string) => void
  form: UseFormReturn<GenerateRequest>
  /** Variables that are to be typed: all for a typed request, for a piece what it does not say. */
  asked: readonly NeededVariable[]
}

/** What the prompt is made for. */
export function SubjectFields(props: SubjectProps) {
  const { prompt, client, clients, kind } = props
  const below = clients.filter(({ id }) => lineage(clients, id).some((one) => one.id === client.id))
  return (
    <form
      aria-label="What the prompt is made for"
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-6"
      onSubmit={(event) => event.preventDefault()}
    >
      <FieldGroup id="preview-kind" label="Made for">
        {(ids) => (
          <RadioGroup
            ids={ids}
            value={kind}
            onChange={props.onKind}
            choices={[
              { value: 'sample', label: 'A sample', hint: 'An invented request that says something of everything' },
              { value: 'job', label: 'A piece', hint: 'One that was asked for, as it was asked for' },
              { value: 'values', label: 'What I type' },
            ]}
          />
        )}
      </FieldGroup>
      {below.length > 1 && (
        <Field id="preview-client" label="Client" hint="Whose strategy and facts it is made with.">
          {(ids) => (
            <SearchSelect
              ids={ids}
              label="Clients"
              placeholder="Choose a client"
              value={props.forClientId}
              onChange={props.onForClient}
              options={below.map((one) => ({
                value: one.id,
                label: one.name,
                mark: <ClientMark type={one.type} className="size-2.5" />,
              }))}
            />
          )}
        </Field>
      )}
      {kind !== 'job' && prompt.content_type === 'any' && (
        <Field id="preview-type" label="Content type">
          {(ids) => <Select id={ids.id} value={props.type} onChange={props.onType} groups={typeGroups} />}
        </Field>
      )}
      {kind === 'job' && <JobField {...props} />}
      {kind === 'job' && props.asked.length > 0 && (
        <Notice tone="caution" role="status" title="The piece does not say all that the text takes">
          <p>It was asked for before the text took this. What is typed here is for the preview alone.</p>
        </Notice>
      )}
      {kind === 'values' && <TypedFields {...props} />}
      {kind !== 'sample' && props.asked.length > 0 && (
        <PromptFields control={props.form.control} needed={props.asked} />
      )}
    </form>
  )
}

function JobField({ prompt, forClientId, type, jobId, onJob }: SubjectProps) {
  const contentType = prompt.content_type === 'any' ? null : type
  const { data, error } = useJobs(
    { clientId: forClientId, status: null, contentType, q: '', cursor: null },
    { pollMs: false },
  )
  const jobs = (data?.items ?? []).filter(({ topic }) => topic !== '')
  const hint = error
    ? `The pieces could not be loaded. ${error.message}`
    : data && jobs.length === 0
      ? 'None was asked for yet.'
      : 'The newest ones.'
  return (
    <Field id="preview-job" label="Piece" hint={hint}>
      {(ids) => (
        <SearchSelect
          ids={ids}
          label="Pieces"
          placeholder="Choose a piece"
          value={jobId}
          onChange={onJob}
          disabled={jobs.length === 0}
          options={jobs.map((job) => ({
            value: job.id,
            label: job.title ?? job.topic,
            hint: contentTypeLabels[job.content_type],
          }))}
        />
      )}
    </Field>
  )
}

function TypedFields({ form }: SubjectProps) {
  return (
    <>
      <Field id="preview-topic" label="Topic">
        {(ids) => <Input {...ids} {...form.register('topic')} maxLength={500} autoComplete="off" />}
      </Field>
      <Controller
        control={form.control}
        name="keywords"
        render={({ field }) => (
          <Field id="preview-keywords" label="Keywords" optional>
            {(ids) => (
              <ChipsInput
                ids={ids}
                value={field.value ?? []}
                onChange={field.onChange}
                onBlur={field.onBlur}
                max={30}
              />
            )}
          </Field>
        )}
      />
      <Field id="preview-brief" label="Brief" optional>
        {(ids) => <Textarea {...ids} {...form.register('brief')} rows={4} />}
      </Field>
    </>
  )
}
