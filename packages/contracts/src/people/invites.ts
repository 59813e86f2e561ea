import { z } from 'zod'
import { role } from '../enums.ts'
import { page, timestamp, uuid } from '../primitives.ts'
import { emailAddress, linkToken, mailOutcome, newPassword, personName } from './fields.ts'

/** How long an invite's link is good for, in days. */
export const inviteDays = 7

/**
 * An invite that nobody has accepted yet: `pending`, `expired`, or `void` when whoever sent it may no longer grant that
 * role. `mail` says what came of the last mail; null while that is not known.
 */
export const invite = z.object({
  id: uuid,
  client_id: uuid,
  email: z.string(),
  role,
  state: z.enum(['pending', 'expired', 'void']),
  invited_by: z.object({ id: uuid, name: z.string() }).nullable(),
  mail: mailOutcome.nullable(),
  created_at: timestamp,
  sent_at: timestamp,
  expires_at: timestamp,
})
export type Invite = z.infer<typeof invite>
export const invitePage = page(invite)
export type InvitePage = z.infer<typeof invitePage>

/** `POST /clients/:id/invites`. */
export const createInviteRequest = z.strictObject({ email: emailAddress, role })
export type CreateInviteRequest = z.infer<typeof createInviteRequest>

/** A new or renewed invite. `link` is there, once, when no mail brought it: for the inviter to pass on. */
export const sentInvite = invite.extend({ link: z.url().nullable() })
export type SentInvite = z.infer<typeof sentInvite>

/** `POST /invites/lookup`: what the holder of a link is offered. `has_account`: there is an account to sign in to. */
export const inviteTokenRequest = z.strictObject({ token: linkToken })
export const inviteOffer = z.object({
  state: z.enum(['open', 'expired', 'revoked', 'accepted', 'void']),
  client_name: z.string(),
  email: z.string(),
  role,
  invited_by: z.string().nullable(),
  expires_at: timestamp,
  has_account: z.boolean(),
})
export type InviteOffer = z.infer<typeof inviteOffer>

/**
 * `POST /invites/accept`: as whoever is signed in under the invited address, or with `account` as a new person.
 */
export const acceptInviteRequest = z.strictObject({
  token: linkToken,
  account: z.strictObject({ name: personName, password: newPassword }).optional(),
})
export type AcceptInviteRequest = z.infer<typeof acceptInviteRequest>

export const acceptedInvite = z.object({ client_id: uuid, client_slug: z.string(), client_name: z.string(), role })
export type AcceptedInvite = z.infer<typeof acceptedInvite>
