import { auditEntry } from '@hg/contracts'
import { pagedQuery } from '#lib/paged-query.ts'
import { type AuditFilters, auditQueryOf } from './audit-filters.ts'

/** What was changed at a client and below it, page by page. */
export function auditQuery(clientId: string, filters: AuditFilters) {
  const query = auditQueryOf(filters)
  return pagedQuery(['audit', 'list', { clientId, ...query }], `/smm/clients/${clientId}/audit`, auditEntry, query)
}
