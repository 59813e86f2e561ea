import type { Client, ClientDetails } from '@hg/contracts'
import type { ClientDetailsRow, ClientRow } from '@hg/db'

/** A row as the tree lists it. */
export function presentClient(row: ClientRow): Client {
  return { ...row, archived_at: row.archived_at?.toISOString() ?? null }
}

/** A row with its facts. */
export function presentDetails({ metadata, created_at, updated_at, ...row }: ClientDetailsRow): ClientDetails {
  return {
    ...row,
    ...presentClient(row),
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    facts: metadata,
  }
}
