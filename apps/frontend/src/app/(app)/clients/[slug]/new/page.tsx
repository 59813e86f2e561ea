import type { Metadata } from 'next'
import { RequestPage } from '#features/generate/components/request-page.tsx'

export const metadata: Metadata = { title: 'New content' }

export default function Page() {
  return <RequestPage />
}
