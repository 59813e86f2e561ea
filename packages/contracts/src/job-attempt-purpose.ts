import { z } from 'zod'

/** What a call is made for: the piece is written, or what its checks found is repaired. */
export const attemptPurpose = z.enum(['write', 'repair'])
export type AttemptPurpose = z.infer<typeof attemptPurpose>
