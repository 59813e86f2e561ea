import { useState } from 'react'
import { DateInput } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { daysOfPeriod, metrics, periodOf, periods, type UsageFilters, type useUsageFilters } from '../usage-filters.ts'
import { metricLabels, periodLabels } from '../words.ts'

/** Which days, and which of their figures the chart shows. */
export function UsageFilterBar(props: {
  filters: UsageFilters
  setFilters: ReturnType<typeof useUsageFilters>[1]
  /** The days that are shown. */
  shown: { from: string; to: string } | undefined
}) {
  const { filters, setFilters, shown } = props
  const [now] = useState(() => new Date())
  const period = periodOf(filters, now)
  return (
    <search aria-label="Choose days" className="flex flex-wrap items-center gap-2">
      <Select
        label="Period"
        className="w-full sm:w-48"
        value={period}
        groups={[
          {
            options: periods
              .filter((value) => value !== 'own' || period === 'own')
              .map((value) => ({ value, label: periodLabels[value] })),
          },
        ]}
        onChange={(value) => {
          if (value === 'own') return
          const { from, to } = daysOfPeriod(value, now)
          void setFilters({ from: from || null, to: to || null })
        }}
      />
      <div className="flex min-w-0 basis-full items-center gap-2 sm:basis-auto">
        <DateInput
          aria-label="From"
          className="min-w-0 flex-1 sm:w-40"
          value={filters.from || (shown?.from ?? '')}
          onChange={(event) =>
            void setFilters({ from: event.target.value || null, to: filters.to || (shown?.to ?? null) })
          }
        />
        <span aria-hidden className="text-ink-3">
          –
        </span>
        <DateInput
          aria-label="Until"
          className="min-w-0 flex-1 sm:w-40"
          value={filters.to || (shown?.to ?? '')}
          onChange={(event) =>
            void setFilters({ to: event.target.value || null, from: filters.from || (shown?.from ?? null) })
          }
        />
      </div>
      <Select
        label="Chart shows"
        className="w-full sm:ml-auto sm:w-36"
        value={filters.show}
        groups={[{ options: metrics.map((value) => ({ value, label: metricLabels[value] })) }]}
        onChange={(show) => void setFilters({ show })}
      />
    </search>
  )
}
