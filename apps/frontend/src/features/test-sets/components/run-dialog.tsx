'use client'

import type { Client, PromptTemplate, TestRunRequest, TestSet } from '@hg/contracts'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogBody, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { useVersions } from '#features/prompts/get-prompt.ts'
import { usePrompts } from '#features/prompts/get-prompts.ts'
import { NamedModel } from '#features/providers/components/named-model.tsx'
import { ApiError } from '#lib/api.ts'
import { fieldInWords } from '#lib/forms/field-errors.ts'
import { formatUsd, plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { useRunEstimate, useStartRun } from '../test-runs.ts'

/** Writes every brief with one version of a template, after saying what that will cost. */
export function RunDialog({ client, clients, set }: { client: Client; clients: Client[]; set: TestSet }) {
  const archived = client.archived ? `${client.name} is archived and takes no new content.` : null
  return (
    <Dialog
      title="Try a version"
      description={`Has ${plural(set.size, 'piece')} written, one for each brief. The version need not be in use.`}
      trigger={
        <Button look="primary" off={archived ?? whyNot(client, 'member', 'Trying versions')}>
          <FlaskConical aria-hidden className="size-4" />
          Try a version
        </Button>
      }
    >
      <Choose client={client} clients={clients} set={set} />
    </Dialog>
  )
}

function Choose({ client, clients, set }: { client: Client; clients: Client[]; set: TestSet }) {
  const query = usePrompts(client.id)
  return (
    <Loaded query={query} what="the templates" shape="form" place="section">
      {({ templates }) => {
        const fitting = templates.filter(
          ({ kind, content_type }) =>
            kind === 'prompt' && (content_type === 'any' || content_type === set.content_type),
        )
        const readable = fitting.filter(({ client_id }) => clients.some(({ id }) => id === client_id))
        return fitting.length === 0 ? (
          <DialogBody>
            <Blank title="No template to try">Neither {client.name} nor a client above it has one for this type.</Blank>
          </DialogBody>
        ) : (
          <RunForm set={set} templates={fitting} first={likeliest(readable, set) ?? fitting[0]} />
        )
      }}
    </Loaded>
  )
}

/** What is probably to be tried: the client's own template before one from above, one for the type before one for any. */
function likeliest(readable: PromptTemplate[], set: TestSet): PromptTemplate | undefined {
  const rank = ({ inherited, content_type }: PromptTemplate) =>
    Number(inherited) * 2 + Number(content_type !== set.content_type)
  return readable.toSorted((one, other) => rank(one) - rank(other))[0]
}

function RunForm(props: { set: TestSet; templates: PromptTemplate[]; first: PromptTemplate | undefined }) {
  const { set, templates } = props
  const { close } = useDialog()
  const [templateId, setTemplateId] = useState(props.first?.id ?? '')
  const [version, setVersion] = useState<number | null>(null)
  const [llm, setLlm] = useState<TestRunRequest['llm']>(undefined)
  const versions = useVersions(templateId)
  const chosen = version ?? versions.data?.[0]?.version ?? null
  const isUnreadable = versions.error instanceof ApiError && versions.error.status === 404
  const body: TestRunRequest | null =
    chosen === null || isUnreadable ? null : { template_id: templateId, template_version: chosen, ...(llm && { llm }) }
  const estimate = useRunEstimate(set.id, body)
  const start = useStartRun(set.id)
  return (
    <DialogForm
      label="Try a version"
      submit={`Write ${plural(set.size, 'piece')}`}
      busy={start.isPending}
      off={
        body === null
          ? 'Choose a version first.'
          : (estimate.data?.errors ?? 0) > 0
            ? 'Not every brief is in order.'
            : null
      }
      onSubmit={() => {
        if (body === null || start.isPending) return
        start.mutate(body, {
          onSuccess: () => {
            toast.success(`Version ${body.template_version} is being tried on ${set.name}`)
            close()
          },
        })
      }}
    >
      {start.error && (
        <Notice tone="danger" role="alert" title="Nothing was begun">
          <p>{start.error.message}</p>
        </Notice>
      )}
      <Field id="run-template" label="Template">
        {(ids) => (
          <Select
            id={ids.id}
            value={templateId}
            onChange={(id) => {
              setTemplateId(id)
              setVersion(null)
            }}
            groups={[
              {
                options: templates.map(({ id, name, inherited, client_name }) => ({
                  value: id,
                  label: inherited ? `${name} (${client_name})` : name,
                })),
              },
            ]}
          />
        )}
      </Field>
      {isUnreadable ? (
        <Notice title="This template belongs to a client above">
          <p>You are served by it, and may not read its versions. Whoever keeps it can try them here.</p>
        </Notice>
      ) : (
        <Field id="run-version" label="Version">
          {(ids) => (
            <Select
              id={ids.id}
              value={chosen === null ? '' : String(chosen)}
              disabled={versions.data === undefined}
              onChange={(value) => setVersion(Number(value))}
              groups={[
                {
                  options: (versions.data ?? []).map(({ version, labels, message }) => ({
                    value: String(version),
                    label: [`Version ${version}`, ...labels].join(' · '),
                    ...(message === null ? {} : { hint: message }),
                  })),
                },
              ]}
            />
          )}
        </Field>
      )}
      <NamedModel
        id="run-model"
        hint="Name the same one for two runs, and they differ by their prompts alone."
        clientId={set.client_id}
        llm={llm}
        onChange={setLlm}
      />
      <div aria-live="polite">
        <Cost query={estimate} isAsked={body !== null} />
      </div>
    </DialogForm>
  )
}

function Cost({ query, isAsked }: { query: ReturnType<typeof useRunEstimate>; isAsked: boolean }) {
  if (!isAsked) return null
  if (query.error)
    return (
      <Failed
        title="What it costs could not be told"
        error={query.error}
        busy={query.isFetching}
        place="line"
        onRetry={() => void query.refetch()}
      />
    )
  if (!query.data) return <p className="text-sm text-ink-3">Working out what it costs…</p>
  const { errors, rows, expected_usd, estimated_cost_usd } = query.data
  if (errors > 0) {
    const first = rows.find((row) => row.errors.length > 0)
    return (
      <Notice tone="danger" title={`${plural(errors, 'brief')} not in order`}>
        <p>
          {first?.topic ? `${first.topic}: ` : ''}
          {first?.errors
            .map(({ path, message }) => `${fieldInWords(path.replace(/^items\.\d+\.?/, ''))} ${message}`)
            .join('; ')}
        </p>
      </Notice>
    )
  }
  return (
    <p className="figures">
      About <strong className="font-medium">{formatUsd(expected_usd)}</strong>, at most {formatUsd(estimated_cost_usd)}{' '}
      <span className="text-sm text-ink-3">set aside from the budget</span>
    </p>
  )
}
