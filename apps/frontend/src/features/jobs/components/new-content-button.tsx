import type { Client } from '@hg/contracts'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { whyNot } from '#lib/roles.ts'

/** The way to the request form. For viewers and archived clients it stays in sight, switched off, and says why. */
export function NewContentButton({ client }: { client: Client }) {
  const archived = client.archived ? `${client.name} is archived and takes no new content.` : null
  return (
    <Button asChild look="primary" off={archived ?? whyNot(client, 'member', 'Requesting content')}>
      <Link href={`/clients/${client.slug}/new`}>
        <Plus aria-hidden className="size-4" />
        New content
      </Link>
    </Button>
  )
}
