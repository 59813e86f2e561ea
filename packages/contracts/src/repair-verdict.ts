import { z } from 'zod'

/** Why a repair was taken or not: `better` was taken, `lost` went down with its worker. */
export const repairVerdict = z.enum([
  'better',
  'no_better',
  'breaks_another',
  'unusable',
  'call_failed',
  'over_budget',
  'lost',
])
export type RepairVerdict = z.infer<typeof repairVerdict>
