import type { Metadata } from 'next'
import { SlackPage } from '#features/slack/components/slack-page.tsx'

export const metadata: Metadata = { title: 'Slack' }

export default function Page() {
  return <SlackPage />
}
