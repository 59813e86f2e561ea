import { type Database, makePartitions, withoutTenant } from '@hg/db'
import type { Logger } from '@hg/runtime'

const monthsAhead = 3

/** Makes the partitions of the coming months. A blocked one is an operator's business: rows already lie in the default. */
export async function makePartitionsAhead(db: Database, logger: Logger): Promise<void> {
  for (const { partition, outcome } of await withoutTenant(db, (tx) => makePartitions(tx, monthsAhead))) {
    if (outcome === 'created') logger.info({ partition }, 'partition created')
    if (outcome === 'blocked')
      logger.error({ partition }, 'partition blocked: move its rows out of the default partition')
  }
}
