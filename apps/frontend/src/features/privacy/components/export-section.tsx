import type { Client } from '@hg/contracts'
import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { apiUrl } from '#lib/api.ts'
import { whyNot } from '#lib/roles.ts'

/** Everything that is kept of the client, as a file. */
export function ExportSection({ client }: { client: Client }) {
  return (
    <Section
      title="Export"
      help="Everything that is kept of this client and those below it, as a zip of JSON and Markdown files. Passwords and keys are not in it."
      actions={
        <Button asChild off={whyNot(client, 'owner', 'Exporting a client')}>
          <a href={apiUrl(`/smm/clients/${client.id}/export`)} download>
            <Download aria-hidden className="size-4" />
            Download
          </a>
        </Button>
      }
    >
      <p className="max-w-[40rem] text-sm text-ink-2">
        People, strategies, templates, pieces with what they cost, and their history. That it was downloaded goes into
        the audit.
      </p>
    </Section>
  )
}
