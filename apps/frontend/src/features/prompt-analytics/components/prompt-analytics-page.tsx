'use client'

import type { Client, PromptAnalytics } from '@hg/contracts'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { cn } from '#lib/cn.ts'
import {
  type AnalyticsMetric,
  analyticsMetrics,
  analyticsPeriods,
  useAnalyticsFilters,
  usePromptAnalytics,
} from '../get-analytics.ts'
import { mostSeries, toSeries } from '../over-time.ts'
import { metricLabels, periodLabels } from '../words.ts'
import { VersionTable } from './version-table.tsx'

const AnalyticsChart = dynamic(() => import('./analytics-chart.tsx').then((module) => module.AnalyticsChart), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
})

/** What the versions of templates produced for a client and everything below it. */
export function PromptAnalyticsPage() {
  return (
    <ClientPage
      title="Analytics"
      intro={({ client }) =>
        `What the prompts of ${client.name} and everything below it led to, by version. Trials are left out.`
      }
    >
      {({ client }) => <Dashboard key={client.id} client={client} />}
    </ClientPage>
  )
}

function Dashboard({ client }: { client: Client }) {
  const [{ period, show }, setFilters] = useAnalyticsFilters()
  const query = usePromptAnalytics(client.id, period)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <search aria-label="Choose what is shown" className="flex flex-wrap items-center gap-2">
        <Select
          label="Period"
          className="w-full sm:w-48"
          value={period}
          onChange={(value) => void setFilters({ period: value })}
          groups={[{ options: analyticsPeriods.map((value) => ({ value, label: periodLabels[value] })) }]}
        />
        <Select
          label="Chart shows"
          className="w-full sm:ml-auto sm:w-44"
          value={show}
          onChange={(value) => void setFilters({ show: value })}
          groups={[{ options: analyticsMetrics.map((value) => ({ value, label: metricLabels[value] })) }]}
        />
      </search>
      <Loaded query={query} what="the figures" shape="rows">
        {(analytics) =>
          analytics.items.length === 0 ? (
            <Nothing client={client} isAll={period === 'all'} />
          ) : (
            <>
              <OverTime analytics={analytics} metric={show} stale={query.isPlaceholderData} />
              <Section
                title="By version"
                help="A piece counts for the version that its first prompt was made of, or that failed to make one. Scores and passes are of the pieces that were written; times include checks and repairs."
              >
                <VersionTable items={analytics.items} stale={query.isPlaceholderData} />
              </Section>
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function OverTime(props: { analytics: PromptAnalytics; metric: AnalyticsMetric; stale: boolean }) {
  const { analytics, metric, stale } = props
  const { series, points } = toSeries(analytics, metric)
  const versions = new Set(analytics.items.map(({ template_id, version }) => `${template_id} ${version}`)).size
  return (
    <Section
      title={`${metricLabels[metric]} by ${analytics.group}`}
      help={
        versions > mostSeries
          ? `The ${mostSeries} most used of ${versions} versions; all of them stand in the table. Days are UTC.`
          : 'Days are UTC.'
      }
    >
      <div className={cn('transition-opacity duration-150', stale && 'opacity-50')}>
        <AnalyticsChart series={series} points={points} metric={metric} />
      </div>
    </Section>
  )
}

function Nothing({ client, isAll }: { client: Client; isAll: boolean }) {
  return (
    <Blank
      title={isAll ? 'No prompt was made yet' : 'No prompt was made in this time'}
      action={
        <Button asChild>
          <Link href={`/clients/${client.slug}`}>Go to the content</Link>
        </Button>
      }
    >
      {isAll ? 'What came of prompts stands here as soon as a piece was written.' : 'Look at a longer time.'}
    </Blank>
  )
}
