import type { Batch } from '@hg/contracts'
import { isUnderWay } from './progress.ts'

/** How often the pieces of a batch are read, beside what the stream tells; not at all once it has ended. */
export function getJobsPollMs(batch: Batch): number | false {
  return isUnderWay(batch) ? 10_000 : false
}
