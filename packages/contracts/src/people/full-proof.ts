import { z } from 'zod'
import { presentPassword, secondFactorCode } from './fields.ts'

/** Who asks, proven by all that they sign in with: the password, and a code where a second factor is set up. */
export const fullProof = z.strictObject({ password: presentPassword, code: secondFactorCode.optional() })
export type FullProof = z.infer<typeof fullProof>
