'use client'

import { type Client, isFinal, type Job, recomputeReceipt, uuid } from '@hg/contracts'
import { Download, Printer } from 'lucide-react'
import Link from 'next/link'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { Moment } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { useClients } from '#features/clients/get-clients.ts'
import { lineage } from '#features/clients/tree.ts'
import { VariantNote } from '#features/experiments/components/variant-note.tsx'
import { useJob } from '#features/jobs/get-job.ts'
import { ApiError } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { contentTypeLabels, statusLabels } from '#lib/labels.ts'
import { downloadReceipt } from '../download-receipt.ts'
import { templateName } from '../template-name.ts'
import { countCalls } from '#features/jobs/count-calls.ts'
import { PromptStory } from './prompt-story.tsx'
import { ReceiptCall } from './receipt-call.tsx'
import { ReceiptChecks, ReceiptRevisions } from './receipt-history.tsx'
import { ReceiptTotal } from './receipt-total.tsx'

const pollMs = 4000
const noClients: Client[] = []

/** What a piece cost, call by call, reckoned again in front of the reader; to print, and to take away as a file. */
export function ReceiptPage({ id }: { id: string }) {
  const { data: job, error, refetch, isFetching } = useJob(id, { pollMs })
  const { data: clients = noClients } = useClients()
  if (job) return <Sheet job={job} clients={clients} />
  const missing = !uuid.safeParse(id).success || (error instanceof ApiError && error.status === 404)
  if (missing) {
    return (
      <Blank page role="alert" title="No such piece">
        It does not exist, or it belongs to a client you have no role with.
      </Blank>
    )
  }
  if (error) {
    return (
      <Failed
        place="page"
        title="The receipt could not be loaded"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    )
  }
  return (
    <Page>
      <Loading label="Loading the receipt" shape="text" />
    </Page>
  )
}

function Sheet({ job, clients }: { job: Job; clients: Client[] }) {
  const { receipt } = job
  const reckoned = recomputeReceipt(receipt)
  const piece = job.result?.title ?? job.topic
  return (
    <Page>
      <Trail
        path={lineage(clients, job.client_id)}
        here={contentTypeLabels[job.content_type]}
        hereHref={`/jobs/${job.id}`}
      />
      <PageHead
        className="mt-3 max-w-4xl"
        title="Receipt"
        intro={
          <>
            For{' '}
            <Link href={`/jobs/${job.id}`} className="text-accent underline underline-offset-2 print:text-ink">
              {piece}
            </Link>
          </>
        }
        actions={
          <div className="flex flex-wrap gap-2 print:hidden">
            <Button onClick={() => window.print()}>
              <Printer aria-hidden className="size-4" />
              Print
            </Button>
            <Button onClick={() => downloadReceipt(receipt)}>
              <Download aria-hidden className="size-4" />
              JSON
            </Button>
          </div>
        }
      />
      <div className="mt-8 grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-12 print:mt-6 print:gap-8">
        {!isFinal(job.status) && (
          <Notice title="The piece is still under way" role="status">
            <p>What stands here is what was charged so far.</p>
          </Notice>
        )}
        <Facts job={job} client={clients.find(({ id }) => id === job.client_id)} />
        <Section title="Calls" help={plural(countCalls(receipt.lines), 'call to a provider', 'calls to providers')}>
          {receipt.lines.length === 0 ? (
            <p className="text-ink-3">No provider has been called, and nothing was charged.</p>
          ) : (
            <ol>
              {receipt.lines.map((line, index) => (
                <ReceiptCall
                  key={line.attempt}
                  line={line}
                  jobId={receipt.job_id}
                  reckonedUsd={reckoned.amounts_usd[index] ?? '0'}
                />
              ))}
            </ol>
          )}
          <div className="mt-6">
            <ReceiptTotal receipt={receipt} reckoned={reckoned} />
          </div>
        </Section>
        {receipt.template && (
          <Section title="Prompt" help={`${templateName(receipt.template)}.`}>
            <PromptStory template={receipt.template} />
          </Section>
        )}
        <Section
          title="Checks and repairs"
          help="Of the text as it was written. Repairs are calls, and stand among them."
        >
          <ReceiptChecks receipt={receipt} />
        </Section>
        <Section title="Revisions" help="Edits by hand cost nothing.">
          <ReceiptRevisions revisions={receipt.revisions} />
        </Section>
      </div>
    </Page>
  )
}

function Facts({ job, client }: { job: Job; client: Client | undefined }) {
  const { strategy, template, experiment } = job.receipt
  return (
    <DescriptionList
      rows={[
        !!client && ['Client', client.name],
        ['Content', contentTypeLabels[job.content_type]],
        ['State', statusLabels[job.status]],
        ['Requested', <Moment key="at" at={job.created_at} />],
        job.completed_at !== null && ['Ended', <Moment key="ended" at={job.completed_at} />],
        [
          'Strategy',
          strategy.id === null ? (
            'None applied'
          ) : (
            <>
              Version {strategy.version}
              <span className="ml-3 font-mono text-xs break-all text-ink-3">{strategy.id}</span>
            </>
          ),
        ],
        [
          'Prompt',
          template === null ? (
            'Not put together yet'
          ) : (
            <>
              {template.name}, version {template.version}
            </>
          ),
        ],
        experiment !== null && ['Experiment', <VariantNote key="variant" experiment={experiment} client={client} />],
        [
          'Job',
          <span key="id" className="font-mono text-xs break-all select-all">
            {job.id}
          </span>,
        ],
      ]}
    />
  )
}
