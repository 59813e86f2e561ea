import { addressDeeds } from './address-deeds.ts'
import { batchDeeds } from './batch-deeds.ts'
import { blindWrites } from './blind-writes.ts'
import { clientDeeds } from './client-deeds.ts'
import { erasureDeeds } from './erasure-deeds.ts'
import { experimentDeeds } from './experiment-deeds.ts'
import { membershipDeeds } from './membership-deeds.ts'
import { moneyDeeds } from './money-deeds.ts'
import { noticeDeeds } from './notice-deeds.ts'
import { personDeeds } from './person-deeds.ts'
import { pieceDeeds } from './piece-deeds.ts'
import { promptDeeds } from './prompt-deeds.ts'
import { takenBriefDeeds } from './taken-brief-deeds.ts'
import { trialDeeds } from './trial-deeds.ts'
import { upkeepDeeds } from './upkeep-deeds.ts'
import type { Deed } from './deed.ts'
import type { Stage } from './stage.ts'

/** Deeds of people about themselves, of the functions that work across tenants, and of the triggers. */
export function deedsOf(stage: Stage): Deed[] {
  return [
    ...personDeeds(stage),
    ...addressDeeds(stage),
    ...membershipDeeds(stage),
    ...clientDeeds(stage),
    ...pieceDeeds(stage),
    ...upkeepDeeds(stage),
    ...erasureDeeds(stage),
    ...batchDeeds(stage),
    ...moneyDeeds(stage),
    ...noticeDeeds(stage),
    ...promptDeeds(stage),
    ...experimentDeeds(stage),
    ...trialDeeds(stage),
    ...takenBriefDeeds(stage),
    ...blindWrites(stage),
  ]
}
