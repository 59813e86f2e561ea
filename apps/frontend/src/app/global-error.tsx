'use client'

import { PageError } from '#components/page-error.tsx'
import './globals.css'

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <PageError digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  )
}
