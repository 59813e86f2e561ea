/** A column that holds sealed texts. Each is bound to `<table>.<column>:<id of its owner>`. */
export interface SealedColumn {
  table: string
  column: string
  /** The table's key. */
  key: string
  /** The column with the id of the row's owner. */
  owner: string
}

/** Everything that is sealed with ENCRYPTION_KEYS. A test holds this against the columns that are named for a secret. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'provider_keys', column: 'secret', key: 'id', owner: 'client_id' },
  { table: 'webhooks', column: 'secret', key: 'id', owner: 'client_id' },
  { table: 'webhooks', column: 'previous_secret', key: 'id', owner: 'client_id' },
  { table: 'slack_channels', column: 'secret', key: 'client_id', owner: 'client_id' },
  { table: 'second_factors', column: 'secret', key: 'user_id', owner: 'user_id' },
]
