import type { Metadata } from 'next'
import { PromptAnalyticsPage } from '#features/prompt-analytics/components/prompt-analytics-page.tsx'

export const metadata: Metadata = { title: 'Prompt analytics' }

export default function Page() {
  return <PromptAnalyticsPage />
}
