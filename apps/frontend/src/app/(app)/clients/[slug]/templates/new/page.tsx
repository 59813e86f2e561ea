import type { Metadata } from 'next'
import { NewTemplatePage } from '#features/content-templates/components/new-template-page.tsx'

export const metadata: Metadata = { title: 'New template' }

export default function Page() {
  return <NewTemplatePage />
}
