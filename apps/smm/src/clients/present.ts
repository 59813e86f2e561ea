import type { Client, ClientDetails } from '@hg/contracts'
import type { ClientDetailsRow, ClientRow } from '@hg/db'

/** A row as the tree lists it. */
export function presentClient(row: ClientRow): Client {
  return {
    ...row,
    archived_at: row.archived_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** A row with its facts. */
export function presentDetails({ metadata, version, parent, former_slugs, ...row }: ClientDetailsRow): ClientDetails {
  return { ...presentClient(row), facts: metadata, version, parent, former_slugs }
}
