import type { Client } from '@hg/contracts'
import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { apiUrl } from '#lib/api.ts'
import { whyNot } from '#lib/roles.ts'
import { type AuditFilters, auditQueryOf } from '../audit-filters.ts'

/** What the filters find, as a file. */
export function AuditExport({ client, filters }: { client: Client; filters: AuditFilters }) {
  const off = whyNot(client, 'admin', 'Exporting the audit')
  return (['csv', 'jsonl'] as const).map((format) => (
    <Button key={format} asChild off={off}>
      <a href={apiUrl(`/smm/clients/${client.id}/audit/export`, { ...auditQueryOf(filters), format })} download>
        <Download aria-hidden className="size-4" />
        {format === 'csv' ? 'CSV' : 'JSON'}
      </a>
    </Button>
  ))
}
