import { z } from 'zod'
import { role } from '../enums.ts'
import { timestamp, uuid } from '../primitives.ts'
import { emailChange } from './email-change.ts'
import { emailAddress, linkToken, newPassword, personName, presentPassword, secondFactorCode } from './fields.ts'

/** `GET /me`: who is signed in, and the roles that were given to them. */
export const me = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  /** Another address that waits to be confirmed. */
  email_change: emailChange.nullable(),
  password_changed_at: timestamp,
  /** Null while there is none. */
  second_factor: z.object({ since: timestamp, recovery_codes_left: z.number().int().min(0) }).nullable(),
  memberships: z.array(
    z.object({ client_id: uuid, client_name: z.string(), client_slug: z.string(), role, since: timestamp }),
  ),
})
export type Me = z.infer<typeof me>

/** `PATCH /me`. */
export const changeMeRequest = z.strictObject({ name: personName })
export type ChangeMeRequest = z.infer<typeof changeMeRequest>

/** `POST /me/password`: every other session ends. */
export const changePasswordRequest = z.strictObject({ current_password: presentPassword, new_password: newPassword })
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>

/** How many sessions ended. */
export const endedSessions = z.object({ ended: z.number().int().min(0) })
export type EndedSessions = z.infer<typeof endedSessions>

/** Where somebody is signed in. `device` is read from what the browser says of itself: `Firefox on Windows`. */
export const session = z.object({
  id: uuid,
  device: z.string(),
  kind: z.enum(['desktop', 'mobile', 'tablet', 'unknown']),
  address: z.string().nullable(),
  current: z.boolean(),
  created_at: timestamp,
  last_seen_at: timestamp,
  expires_at: timestamp,
})
export type Session = z.infer<typeof session>

/** `GET /me/sessions`: those that live, the latest first; a person has at most 50. */
export const sessionList = z.object({ items: z.array(session) })
export type SessionList = z.infer<typeof sessionList>

/** `POST /me/totp`: begins an enrolment, which `POST /me/totp/confirm` completes with a first code. */
export const beginTotpRequest = z.strictObject({ password: presentPassword })
/** `secret` in base32, for typing; `uri` (otpauth:) for a QR code. */
export const totpEnrolment = z.object({ secret: z.string(), uri: z.string() })
export type TotpEnrolment = z.infer<typeof totpEnrolment>

export const confirmTotpRequest = z.strictObject({ code: secondFactorCode })
/** Shown once. */
export const recoveryCodes = z.object({ recovery_codes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

/** `POST /me/totp/disable` and `POST /me/totp/recovery-codes`: the password, or a code. */
export const proofRequest = z
  .strictObject({ password: presentPassword.optional(), code: secondFactorCode.optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    error: 'needs either the password or a code',
  })
export type ProofRequest = z.infer<typeof proofRequest>

/** How long the link to a new password is good for, in minutes. */
export const passwordResetMinutes = 60

/** `POST /password-resets`: the answer is the same whether or not the address has an account. */
export const passwordResetRequest = z.strictObject({ email: emailAddress })
/** `not_configured`: this installation sends no mail, to nobody. */
export const passwordResetAnswer = z.object({ mail: z.enum(['requested', 'not_configured']) })
export type PasswordResetAnswer = z.infer<typeof passwordResetAnswer>

/** `POST /password-resets/lookup`: whose password the link sets. */
export const resetTokenRequest = z.strictObject({ token: linkToken })
/** `POST /password-resets/confirm`: every session of that person ends. */
export const confirmPasswordResetRequest = z.strictObject({ token: linkToken, password: newPassword })
export type ConfirmPasswordResetRequest = z.infer<typeof confirmPasswordResetRequest>
export const resetAccount = z.object({ email: z.string() })
export type ResetAccount = z.infer<typeof resetAccount>
