'use client'

import { SettingsPage } from '#components/client-page.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { useAuditFilters } from '../audit-filters.ts'
import { AuditExport } from './audit-export.tsx'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { AuditList } from './audit-list.tsx'

/** Who changed what at a client. */
export function AuditPage() {
  const [filters, setFilters] = useAuditFilters()
  return (
    <SettingsPage
      title="Audit"
      intro="Every change, by whom and in which role. Nothing here can be edited: each line is sealed to the one before it."
      actions={({ client }) => <AuditExport client={client} filters={filters} />}
    >
      {({ client }) => (
        <RoleGate client={client} needs="admin" doing="Reading the audit" title="The audit is for admins">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
            <AuditFilterBar filters={filters} setFilters={setFilters} />
            <AuditList client={client} filters={filters} />
          </div>
        </RoleGate>
      )}
    </SettingsPage>
  )
}
