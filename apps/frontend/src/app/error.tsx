'use client'

import { PageError } from '#components/page-error.tsx'

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <PageError digest={error.digest} onRetry={reset} />
    </main>
  )
}
