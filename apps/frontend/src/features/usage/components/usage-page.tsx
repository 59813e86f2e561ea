'use client'

import type { Client, Usage } from '@hg/contracts'
import { Download } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { plural } from '#lib/format.ts'
import { usageFileUrl, useUsage } from '../get-usage.ts'
import { dayName, toBars } from '../over-time.ts'
import { daysOf, type Metric, type UsageFilters, useUsageFilters, wrongDays } from '../usage-filters.ts'
import { metricLabels } from '../words.ts'
import { UsageBreakdown } from './usage-breakdown.tsx'
import { UsageFilterBar } from './usage-filter-bar.tsx'
import { UsageTable } from './usage-table.tsx'
import { UsageTotals } from './usage-totals.tsx'

const UsageChart = dynamic(() => import('./usage-chart.tsx').then((module) => module.UsageChart), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
})

/** What a client and everything below it used, and what it cost. */
export function UsagePage() {
  return (
    <ClientPage
      title="Usage"
      intro={({ client }) => `What ${client.name} and everything below it used, and what it cost.`}
    >
      {({ client }) => <Dashboard key={client.id} client={client} />}
    </ClientPage>
  )
}

function Dashboard({ client }: { client: Client }) {
  const [filters, setFilters] = useUsageFilters()
  const wrong = wrongDays(filters)
  return wrong === null ? (
    <Figures client={client} filters={filters} setFilters={setFilters} />
  ) : (
    <div className="grid gap-4">
      <UsageFilterBar filters={filters} setFilters={setFilters} shown={undefined} />
      <p role="alert" className="text-danger">
        {wrong}
      </p>
    </div>
  )
}

function Figures(props: { client: Client; filters: UsageFilters; setFilters: ReturnType<typeof useUsageFilters>[1] }) {
  const { client, filters, setFilters } = props
  const days = daysOf(filters)
  const question = { clientId: client.id, ...days, by: 'day' as const }
  const query = useUsage(question)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <UsageFilterBar filters={filters} setFilters={setFilters} shown={query.data} />
      <Loaded query={query} what="the usage" shape="rows">
        {(usage) =>
          usage.items.length === 0 ? (
            <Nothing client={client} />
          ) : (
            <>
              <UsageTotals total={usage.total} />
              <ByDay
                usage={usage}
                metric={filters.show}
                stale={query.isPlaceholderData}
                fileUrl={usageFileUrl(question)}
              />
              <UsageBreakdown
                client={client}
                days={days}
                by={filters.by}
                metric={filters.show}
                onBy={(by) => void setFilters({ by })}
              />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function ByDay({ usage, metric, stale, fileUrl }: { usage: Usage; metric: Metric; stale: boolean; fileUrl: string }) {
  const { bars, unit } = toBars(usage.items, usage.from, usage.to)
  return (
    <Section
      title={`${metricLabels[metric]} by ${unit}`}
      help="Days are each client’s own, by its time zone."
      actions={
        <Button asChild>
          <a href={fileUrl} download>
            <Download aria-hidden className="size-4" />
            CSV
          </a>
        </Button>
      }
    >
      <div className={stale ? 'opacity-50 transition-opacity duration-150' : 'transition-opacity duration-150'}>
        <UsageChart bars={bars} metric={metric} />
      </div>
      <Disclosure
        className="mt-4 border-b"
        title="The same as figures"
        aside={`${plural(usage.items.length, 'day')} with usage`}
      >
        <UsageTable caption="Usage by day" header="Day" items={usage.items} name={dayOf} stale={stale} />
      </Disclosure>
    </Section>
  )
}

const dayOf = ({ key }: { key: string }) => (
  <time dateTime={key}>
    {dayName(key)} <span className="text-ink-3">{key.slice(0, 4)}</span>
  </time>
)

function Nothing({ client }: { client: Client }) {
  return (
    <Blank
      title="Nothing was used in these days"
      action={
        <Button asChild>
          <Link href={`/clients/${client.slug}`}>Go to the content</Link>
        </Button>
      }
    >
      What pieces use and cost stands here as soon as a provider has been called. Look at other days, or ask for the
      first piece.
    </Blank>
  )
}
