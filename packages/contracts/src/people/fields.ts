import { z } from 'zod'
import { text } from '../primitives.ts'

/** A person's name, as others see it. */
export const personName = text().trim().min(1, 'must not be empty').max(255)

/** An e-mail address; compared in lower case. */
export const emailAddress = text().trim().toLowerCase().max(320).pipe(z.email('must be an e-mail address'))

/** How long a new password must be. Longer ones are not better, only slower to check. */
export const passwordLength = { min: 12, max: 128 } as const

/** A password to be set. Whether it is too easy to guess, the service says when it is sent. */
export const newPassword = text()
  .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
  .max(passwordLength.max, `must have at most ${passwordLength.max} characters`)

/** A password to be checked. */
export const presentPassword = z.string().min(1, 'must not be empty').max(1000)

/** Six digits from an app, or a recovery code; spaces and dashes do not matter. */
export const secondFactorCode = text().trim().min(6, 'must have 6 digits, or be a recovery code').max(40)

/** The secret part of a link that we sent: 256 random bits in base64url. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not from a link of ours')

/**
 * What came of a mail: `sent` (the mail server took it), `written` (to a folder, outside production), `not_configured`
 * (this installation sends none), `failed`.
 */
export const mailOutcome = z.enum(['sent', 'written', 'not_configured', 'failed'])
export type MailOutcome = z.infer<typeof mailOutcome>
