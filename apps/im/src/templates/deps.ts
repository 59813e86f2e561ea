import type { Database } from '@hg/db'

/** What the verbs of templates stand on. */
export interface TemplateDeps {
  db: Database
}
