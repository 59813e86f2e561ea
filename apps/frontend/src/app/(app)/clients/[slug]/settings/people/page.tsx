import type { Metadata } from 'next'
import { PeoplePage } from '#features/people/components/people-page.tsx'

export const metadata: Metadata = { title: 'People' }

export default function Page() {
  return <PeoplePage />
}
