import type { Client, UsageGroup } from '@hg/contracts'
import { Download } from 'lucide-react'
import { useCallback } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { usageFileUrl, useUsage } from '../get-usage.ts'
import { lengthOf, tokensOf } from '../over-time.ts'
import { type Breakdown, breakdowns, type Metric } from '../usage-filters.ts'
import { breakdownLabels, metricLabels, nameOf } from '../words.ts'
import { UsageTable } from './usage-table.tsx'

/** What was used by whom or what: the largest first, each with its share. */
export function UsageBreakdown(props: {
  client: Client
  days: { from?: string; to?: string }
  by: Breakdown
  metric: Metric
  onBy: (by: Breakdown) => void
}) {
  const { client, days, by, metric } = props
  const question = { clientId: client.id, ...days, by }
  const query = useUsage(question)
  return (
    <Section
      title={`By ${breakdownLabels[by].toLowerCase()}`}
      help={by === 'client' ? `${client.name} itself, and each client below it.` : undefined}
      actions={
        <>
          <Select
            label="Put together by"
            className="w-40"
            value={by}
            groups={[{ options: breakdowns.map((value) => ({ value, label: breakdownLabels[value] })) }]}
            onChange={props.onBy}
          />
          <Button asChild>
            <a href={usageFileUrl(question)} download>
              <Download aria-hidden className="size-4" />
              CSV
            </a>
          </Button>
        </>
      }
    >
      <Loaded query={query} what="the usage" shape="rows">
        {({ items, group_by }) =>
          items.length === 0 ? (
            <p className="text-ink-3">Nothing was used in these days.</p>
          ) : (
            <Table
              items={items}
              // What is in sight may still be the last answer, put together by something else.
              by={group_by === 'day' ? by : group_by}
              metric={metric}
              stale={query.isPlaceholderData}
            />
          )
        }
      </Loaded>
    </Section>
  )
}

function Table({ items, by, metric, stale }: { items: UsageGroup[]; by: Breakdown; metric: Metric; stale: boolean }) {
  const sizeOf = (group: UsageGroup) =>
    lengthOf({ costUsd: group.cost_usd, jobs: group.jobs, tokens: tokensOf(group) }, metric)
  const whole = items.reduce((sum, group) => sum + sizeOf(group), 0)
  const name = useCallback(
    (group: UsageGroup) => {
      const { name: called, aside } = nameOf(by, group)
      const size = lengthOf({ costUsd: group.cost_usd, jobs: group.jobs, tokens: tokensOf(group) }, metric)
      return (
        <Name name={called} aside={aside} mono={by === 'model'} share={whole > 0 ? size / whole : 0} metric={metric} />
      )
    },
    [by, metric, whole],
  )
  return (
    <UsageTable
      caption={`Usage by ${breakdownLabels[by].toLowerCase()}`}
      header={breakdownLabels[by]}
      items={items}
      name={name}
      stale={stale}
    />
  )
}

function Name(props: { name: string; aside: string | null; mono: boolean; share: number; metric: Metric }) {
  const percent = Math.round(props.share * 100)
  return (
    <>
      <span className={props.mono ? 'font-mono text-sm break-all' : ''}>{props.name}</span>
      {props.aside !== null && <span className="ml-2 text-sm font-normal text-ink-3">{props.aside}</span>}
      <span className="mt-1.5 flex max-w-72 items-center gap-2 text-xs font-normal text-ink-3">
        <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-rule">
          <span className="block h-full rounded-full bg-ink-3" style={{ width: `${props.share * 100}%` }} />
        </span>
        <span className="figures w-9 text-right">
          {props.share > 0 && percent === 0 ? '<1' : percent}%
          <span className="sr-only"> of all {metricLabels[props.metric].toLowerCase()}</span>
        </span>
      </span>
    </>
  )
}
