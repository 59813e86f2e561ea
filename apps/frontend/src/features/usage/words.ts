import { contentType, llmProvider, type UsageGroup } from '@hg/contracts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'
import type { Breakdown, Metric, Period } from './usage-filters.ts'

export const breakdownLabels: Record<Breakdown, string> = {
  provider: 'Provider',
  model: 'Model',
  content_type: 'Content type',
  client: 'Client',
}

export const metricLabels: Record<Metric, string> = { cost: 'Cost', pieces: 'Pieces', tokens: 'Tokens' }

export const periodLabels: Record<Period, string> = {
  recent: 'The last 30 days',
  week: 'The last 7 days',
  month: 'This month',
  last_month: 'Last month',
  quarter: 'The last 90 days',
  year: 'The last 365 days',
  own: 'Days of your own',
}

/** What a group is called, and what stands small beside it. */
export function nameOf(by: Breakdown, { key, label }: UsageGroup): { name: string; aside: string | null } {
  switch (by) {
    case 'provider':
      return { name: providerName(key), aside: null }
    case 'model': {
      const [provider = '', ...model] = key.split('/')
      return { name: model.join('/') || 'Not known', aside: providerName(provider) }
    }
    case 'content_type': {
      const type = contentType.safeParse(key).data
      // What was spent on suggestions is of no type of piece.
      if (key === 'any') return { name: 'Suggestions for prompts', aside: null }
      return { name: type ? contentTypeLabels[type] : key, aside: null }
    }
    case 'client':
      return { name: label, aside: null }
  }
}

function providerName(key: string): string {
  const provider = llmProvider.safeParse(key).data
  return provider ? providerLabels[provider] : key
}
