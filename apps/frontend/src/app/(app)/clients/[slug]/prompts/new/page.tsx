import type { Metadata } from 'next'
import { NewPromptPage } from '#features/prompts/components/new-prompt-page.tsx'

export const metadata: Metadata = { title: 'New prompt template' }

export default function Page() {
  return <NewPromptPage />
}
