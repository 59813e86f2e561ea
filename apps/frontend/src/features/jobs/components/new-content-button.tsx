import { type Client, roleAllows } from '@hg/contracts'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'

/** The way to the request form. For viewers it stays in sight, switched off, and says why. */
export function NewContentButton({ client }: { client: Client }) {
  const label = (
    <>
      <Plus aria-hidden className="size-4" />
      New content
    </>
  )
  if (roleAllows(client.role, 'member')) {
    return (
      <Button asChild look="primary">
        <Link href={`/clients/${client.slug}/new`}>{label}</Link>
      </Button>
    )
  }
  const why = `As a viewer of ${client.name} you can read here. Requesting content takes the role of a member.`
  return (
    <Tooltip text={why}>
      <Button look="primary" aria-disabled="true" aria-description={why}>
        {label}
      </Button>
    </Tooltip>
  )
}
