'use client'

import type { Client } from '@hg/contracts'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { BatchEstimate } from '#features/estimate/components/batch-estimate.tsx'
import { CostLimitField } from '#features/estimate/components/cost-limit-field.tsx'
import { TemplatePicker } from '#features/content-templates/components/template-picker.tsx'
import { sentence } from '#lib/forms/field-errors.ts'
import { formatUsd, plural } from '#lib/format.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'
import { type BatchDraft, emptyDraft, topicsOf, toLiveRequest, toRequest, whyNotYet, wrongLimit } from '../draft.ts'
import { useCheckBatch, useSendBatch } from '../send-batch.ts'
import { BatchPreviewTable } from './batch-preview-table.tsx'
import { CsvField } from './csv-field.tsx'
import { VariablesNote } from './variables-note.tsx'

const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

/** Puts a batch together, has it checked, and asks for it as it was checked. What was typed stays, whatever happens. */
export function BatchForm({ client }: { client: Client }) {
  const router = useRouter()
  const [draft, setDraft] = useState(() => emptyDraft('blog_post'))
  const [checked, setChecked] = useState<BatchDraft | null>(null)
  const check = useCheckBatch()
  const send = useSendBatch()
  const change = (part: Partial<BatchDraft>) => setDraft((before) => ({ ...before, ...part }))
  // What was checked is what is sent: a change asks for another check.
  const preview = checked === draft ? check.data : undefined
  const hold = whyNotYet(draft)
  const limitProblem = wrongLimit(draft)
  const count = preview?.rows.length ?? 0

  const place = useRef<HTMLDivElement>(null)
  // The answer may stand out of sight: above on wide screens, below the fields on small ones.
  useEffect(() => {
    if (preview) place.current?.scrollIntoView({ block: 'nearest' })
  }, [preview])

  function runCheck() {
    if (hold !== null || check.isPending) return
    setChecked(draft)
    check.mutate(toRequest(client.id, draft))
  }

  function request() {
    if (!preview || preview.errors > 0 || send.isPending || send.isSuccess) return
    send.mutate(toRequest(client.id, draft), {
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
        <Tabs
          label="Where the topics come from"
          value={draft.source}
          onChange={(source) => change({ source })}
          tabs={[
            { value: 'topics', label: 'Topics', content: <TopicsField draft={draft} onChange={change} /> },
            { value: 'csv', label: 'CSV', content: <CsvField csv={draft.csv} onChange={(csv) => change({ csv })} /> },
          ]}
        />
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
              onBlur={() => undefined}
              onChange={(contentType) => change({ contentType })}
            />
          )}
        </Field>
        <VariablesNote client={client} draft={draft} />
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
            body={toLiveRequest(client.id, draft)}
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

      <section aria-label="What will be asked for" className="grid content-start gap-5">
        <SaveProblem error={checked === draft ? check.error : null} title="The rows could not be checked" />
        {isBudgetRefusal(send.error) ? (
          <BudgetRefusal error={send.error} client={client} />
        ) : (
          <SaveProblem
            error={send.error}
            title="The batch was not accepted"
            again="Sending it again is safe: it is written and paid for once."
          />
        )}
        {preview ? (
          <>
            <div ref={place} className="flex scroll-my-20 flex-wrap items-center justify-between gap-x-6 gap-y-3">
              <p role="status">
                {preview.errors > 0 ? (
                  <span className="text-danger">
                    {plural(preview.errors, 'row')} of {count} {preview.errors === 1 ? 'needs' : 'need'} another look
                  </span>
                ) : (
                  <>
                    {plural(count, 'piece')}, <span className="figures">{formatUsd(preview.expected_usd)}</span>{' '}
                    expected, <span className="figures">{formatUsd(preview.estimated_cost_usd)}</span> at most
                  </>
                )}
              </p>
              <Button
                look="primary"
                size="lg"
                busy={send.isPending || send.isSuccess}
                off={preview.errors > 0 ? 'Nothing is asked for before every row is in order.' : null}
                onClick={request}
              >
                Request {plural(count, 'piece')}
              </Button>
            </div>
            <BatchPreviewTable preview={preview} />
          </>
        ) : (
          <p className="text-ink-3">{check.isPending ? 'Checking the rows …' : nothingChecked(checked, draft)}</p>
        )}
      </section>
    </form>
  )
}

function nothingChecked(checked: BatchDraft | null, draft: BatchDraft): string | null {
  if (checked === null) return 'Checked rows stand here, each with what it may cost or what is wrong with it.'
  return checked === draft ? null : 'Something has changed since the rows were checked.'
}

function TopicsField({ draft, onChange }: { draft: BatchDraft; onChange: (part: Partial<BatchDraft>) => void }) {
  const count = topicsOf(draft).length
  return (
    <Field
      id="topics"
      label="Topics"
      hint={
        <>
          One a line; a column copied from a spreadsheet will do.
          <span className="figures ml-2">{plural(count, 'topic')}</span>
        </>
      }
    >
      {(ids) => (
        <Textarea
          {...ids}
          rows={12}
          value={draft.topics}
          onChange={(event) => onChange({ topics: event.target.value })}
        />
      )}
    </Field>
  )
}
