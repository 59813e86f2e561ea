import type { Metadata } from 'next'
import Link from 'next/link'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Blank
        page
        title="There is no such page"
        action={
          <Button asChild>
            <Link href="/">Go to the start page</Link>
          </Button>
        }
      >
        The address may be mistyped, or the page may have moved.
      </Blank>
    </main>
  )
}
