import type { WebhookEvent } from '@hg/contracts'
import { sql } from 'kysely'

/** A webhook without what signs for it, which leaves the database through a function only. */
export interface WebhookRow {
  id: string
  client_id: string
  url: string
  origin: string
  description: string
  events: WebhookEvent[]
  is_enabled: boolean
  disabled_for: 'person' | 'failing' | 'gone' | null
  failing_since: Date | null
  previous_secret_until: Date | null
  created_at: Date
}

export const webhookColumns = sql.raw(
  [
    'id',
    'client_id',
    'url',
    'origin',
    'description',
    'events',
    'is_enabled',
    'disabled_for',
    'failing_since',
    'case when previous_secret_until > now() then previous_secret_until end as previous_secret_until',
    'created_at',
  ].join(', '),
)
