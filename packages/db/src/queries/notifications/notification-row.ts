import type { NotificationKind } from '@hg/contracts'

/** A notification as it is stored: ids only. */
export interface NotificationRow {
  id: string
  user_id: string | null
  slack_client_id: string | null
  client_id: string | null
  kind: NotificationKind
  detail: { month?: string; level?: string; limit_usd?: string; provider?: string }
  count: number
  /** The latest five jobs, or the one batch. */
  subject_ids: string[]
  first_at: Date
  last_at: Date
  read_at: Date | null
  /** How often it was tried, this time included. */
  tries: number
}
