import type { Database } from '@hg/db'

/** What the verbs stand on. */
export interface SmmDeps {
  db: Database
}
