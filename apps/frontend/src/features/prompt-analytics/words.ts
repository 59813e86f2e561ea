import type { AnalyticsMetric, AnalyticsPeriod } from './get-analytics.ts'

export const periodLabels: Record<AnalyticsPeriod, string> = {
  month: 'The last 30 days',
  quarter: 'The last 90 days',
  year: 'The last year',
  all: 'All time',
}

export const metricLabels: Record<AnalyticsMetric, string> = {
  uses: 'Uses',
  success: 'Success rate',
  score: 'Mean score',
  cost: 'Cost a piece',
  tokens: 'Prompt tokens',
  time: 'Time a piece',
}
