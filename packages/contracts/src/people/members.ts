import { z } from 'zod'
import { role } from '../enums.ts'
import { page, pageQuery, timestamp, uuid } from '../primitives.ts'
import { fullProof } from './full-proof.ts'

/**
 * Somebody's role on a client: given there (`direct`), or on a client above it, which `client_id` and `client_name` name.
 * Who has several is listed for each. Addresses and second factors are for admins, and one's own for oneself; else null.
 */
export const member = z.object({
  user_id: uuid,
  name: z.string(),
  email: z.string().nullable(),
  role,
  direct: z.boolean(),
  client_id: uuid,
  client_name: z.string(),
  second_factor: z.boolean().nullable(),
  since: timestamp,
})
export type Member = z.infer<typeof member>

/** `GET /clients/:id/members`: direct ones first, then from the nearest client up; the strongest first, by name. */
export const memberQuery = pageQuery.extend({ scope: z.enum(['direct', 'inherited']).optional() })
export const memberPage = page(member)
export type MemberPage = z.infer<typeof memberPage>

/** `POST /people/:id/second-factor/take`: what the caller's own sign-in takes. */
export const takeSecondFactorRequest = fullProof
/** Somebody whose second factor was taken away. */
export const takenSecondFactor = z.object({ name: z.string(), ended_sessions: z.number().int().min(0) })
export type TakenSecondFactor = z.infer<typeof takenSecondFactor>

/** `PATCH /clients/:id/members/:userId`. */
export const changeMemberRequest = z.strictObject({ role })
export type ChangeMemberRequest = z.infer<typeof changeMemberRequest>
