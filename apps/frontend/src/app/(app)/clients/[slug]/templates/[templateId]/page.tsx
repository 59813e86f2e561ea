import type { Metadata } from 'next'
import { TemplatePage } from '#features/content-templates/components/template-page.tsx'

export const metadata: Metadata = { title: 'Template' }

export default async function Page({ params }: { params: Promise<{ templateId: string }> }) {
  const { templateId } = await params
  return <TemplatePage templateId={templateId} />
}
