import { z } from 'zod'
import { timestamp } from '../primitives.ts'
import { emailAddress, linkToken } from './fields.ts'
import { fullProof } from './full-proof.ts'

/** How long the link to a new address is good for, in hours, and the one that leads back, in days. */
export const emailChangeHours = 24
export const emailUndoDays = 7

/** An address that somebody asked for and has not confirmed yet. */
export const emailChange = z.object({ email: z.string(), requested_at: timestamp, expires_at: timestamp })
export type EmailChange = z.infer<typeof emailChange>

/** `POST /me/email`: proven by what one signs in with. */
export const changeEmailRequest = fullProof.extend({ email: emailAddress })
export type ChangeEmailRequest = z.infer<typeof changeEmailRequest>
/**
 * The same whether or not the new address is in use: a link is on its way, unless it is. `not_configured`: this
 * installation sends no mail, and without it no address is confirmed.
 */
export const changeEmailAnswer = z.object({ mail: z.enum(['requested', 'not_configured']) })
export type ChangeEmailAnswer = z.infer<typeof changeEmailAnswer>

/** `POST /me/email/confirm`, `POST /email-undos/lookup`, `POST /email-undos/confirm`. */
export const emailTokenRequest = z.strictObject({ token: linkToken })
/** The new address is the one to sign in with; all other sessions ended. */
export const changedEmail = z.object({ email: z.string(), ended: z.number().int().min(0) })
export type ChangedEmail = z.infer<typeof changedEmail>

/** The address that a link leads back to. */
export const emailUndo = z.object({ email: z.string() })
export type EmailUndo = z.infer<typeof emailUndo>
