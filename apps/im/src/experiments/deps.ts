import type { Database } from '@hg/db'

/** What the verbs of experiments stand on. */
export interface ExperimentDeps {
  db: Database
}
