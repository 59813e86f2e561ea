'use client'

import type { Client } from '@hg/contracts'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { TemplatePicker } from '#features/content-templates/components/template-picker.tsx'
import { BatchEstimate } from '#features/estimate/components/batch-estimate.tsx'
import { CostLimitField } from '#features/estimate/components/cost-limit-field.tsx'
import { usePromptNeeds } from '#features/prompts/get-needs.ts'
import { neededVariables } from '#features/prompts/request-variables.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import { formatUsd } from '#lib/format.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'
import {
  type BatchDraft,
  emptyDraft,
  toLiveRequest,
  toRequest,
  whyNotYet,
  wrongLimit,
  wrongVariables,
} from '../draft.ts'
import { type BatchBody, useCheckBatch, useSendBatch } from '../send-batch.ts'
import { BatchVariables } from './batch-variables.tsx'
import { CheckedRows } from './checked-rows.tsx'
import { CsvField } from './csv-field.tsx'
import { TopicsField } from './topics-field.tsx'
import { VariableColumns } from './variable-columns.tsx'

const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

/** Puts a batch together, has it checked, and asks for it as it was checked. What was typed stays, whatever happens. */
export function BatchForm({ client }: { client: Client }) {
  const router = useRouter()
  const [draft, setDraft] = useState(() => emptyDraft('blog_post'))
  const [checked, setChecked] = useState<{ draft: BatchDraft; body: BatchBody } | null>(null)
  const check = useCheckBatch()
  const send = useSendBatch()
  const { data: needs } = usePromptNeeds(client.id, draft.contentType, undefined)
  const needed = useMemo(() => neededVariables(needs?.variables ?? {}), [needs])
  const asker = needed.length > 0 ? needs?.serves?.name : undefined
  const change = (part: Partial<BatchDraft>) => setDraft((before) => ({ ...before, ...part }))
  // What was checked is what is sent: a change asks for another check.
  const isChecked = checked?.draft === draft
  const preview = isChecked ? check.data : undefined
  const hold = whyNotYet(draft, needed)
  const limitProblem = wrongLimit(draft)

  function runCheck() {
    if (hold !== null || check.isPending) return
    const body = toRequest(client.id, draft, needed)
    setChecked({ draft, body })
    check.mutate(body)
  }

  function request() {
    if (!checked || !preview || preview.errors > 0 || send.isPending || send.isSuccess) return
    send.mutate(checked.body, {
      onSuccess: ({ batch_id, estimated_cost_usd }) => {
        toast.success('Accepted', { description: `Estimated at ${formatUsd(estimated_cost_usd)} at most.` })
        router.push(`/batches/${batch_id}`)
      },
    })
  }

  return (
    <form
      noValidate
      aria-label="Request a batch"
      className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,36rem)_minmax(0,1fr)]"
      onSubmit={(event) => {
        event.preventDefault()
        runCheck()
      }}
    >
      <div className="grid content-start gap-6">
        <Field id="batch-name" label="Name" optional hint="To find it again: a campaign, a month.">
          {(ids) => (
            <Input
              {...ids}
              value={draft.name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field
          id="content-type"
          label="Content type"
          hint={draft.source === 'csv' ? 'For rows that name none.' : undefined}
        >
          {(ids) => (
            <Select
              id={ids.id}
              describedBy={ids['aria-describedby']}
              invalid={ids['aria-invalid']}
              value={draft.contentType}
              groups={typeGroups}
              onChange={(contentType) => change({ contentType })}
            />
          )}
        </Field>
        <Tabs
          label="Where the topics come from"
          value={draft.source}
          onChange={(source) => change({ source })}
          tabs={[
            {
              value: 'topics',
              label: 'Topics',
              content: (
                <div className="grid gap-6">
                  <TopicsField topics={draft.topics} onChange={(topics) => change({ topics })} />
                  {asker !== undefined && (
                    <BatchVariables
                      asker={asker}
                      needed={needed}
                      values={draft.variables}
                      problems={wrongVariables(draft, needed)}
                      onChange={(variables) => change({ variables })}
                    />
                  )}
                </div>
              ),
            },
            {
              value: 'csv',
              label: 'CSV',
              content: (
                <>
                  <CsvField csv={draft.csv} onChange={(csv) => change({ csv })} />
                  {asker !== undefined && (
                    <VariableColumns asker={asker} typeName={contentTypeLabels[draft.contentType]} needed={needed} />
                  )}
                </>
              ),
            },
          ]}
        />
        <TemplatePicker
          client={client}
          contentType={draft.contentType}
          value={draft.contentTemplateId}
          error={undefined}
          onChoose={(chosen) => change({ contentTemplateId: chosen?.id })}
        />
        <Field id="brief" label="Brief for all" optional hint="Facts to use, points to make, what to leave out.">
          {(ids) => (
            <Textarea
              {...ids}
              rows={4}
              maxLength={20_000}
              value={draft.brief}
              onChange={(event) => change({ brief: event.target.value })}
            />
          )}
        </Field>
        <div className="grid gap-x-10 gap-y-6 border-y py-5 sm:grid-cols-2">
          <BatchEstimate
            body={toLiveRequest(client.id, draft, needed)}
            hold={hold ?? 'Check the rows to see what they will cost.'}
          />
          <CostLimitField
            label="Cost limit a piece"
            error={limitProblem && sentence(limitProblem)}
            hint="No call is begun that could pass it."
            input={{ value: draft.maxCostUsd, onChange: (event) => change({ maxCostUsd: event.target.value }) }}
          />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <Button type="submit" look={preview ? 'secondary' : 'primary'} size="lg" busy={check.isPending} off={hold}>
            Check the rows
          </Button>
          <Button asChild look="quiet" size="lg">
            <Link href={`/clients/${client.slug}/batches`}>Back to the batches</Link>
          </Button>
        </div>
      </div>
      <CheckedRows
        client={client}
        preview={preview}
        checkError={isChecked ? check.error : null}
        sendError={send.error}
        isSending={send.isPending || send.isSuccess}
        blank={check.isPending ? 'Checking the rows …' : nothingChecked(checked !== null, isChecked)}
        onRequest={request}
      />
    </form>
  )
}

function nothingChecked(wasChecked: boolean, isChecked: boolean): string | null {
  if (!wasChecked) return 'Checked rows stand here, each with what it may cost or what is wrong with it.'
  return isChecked ? null : 'Something has changed since the rows were checked.'
}
