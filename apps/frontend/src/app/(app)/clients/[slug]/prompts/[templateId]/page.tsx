import type { Metadata } from 'next'
import { PromptPage } from '#features/prompts/components/prompt-page.tsx'

export const metadata: Metadata = { title: 'Prompt template' }

export default async function Page({ params }: { params: Promise<{ templateId: string }> }) {
  const { templateId } = await params
  return <PromptPage id={templateId} />
}
