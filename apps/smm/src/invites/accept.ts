import type { AcceptedInvite, AcceptInviteRequest, InviteOffer } from '@hg/contracts'
import {
  acceptInvite,
  actAs,
  findInviteOffer,
  getMe,
  type InviteOfferRow,
  type Queryable,
  registerInvited,
  violates,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context, hashLinkToken, hashPassword, visitor } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { requireGoodPassword } from '../me/password-policy.ts'

const dead = (detail: string) => new AppError('link_dead', detail)

const whyDead: Record<Exclude<InviteOffer['state'], 'open'>, string> = {
  accepted: 'This invite was accepted already.',
  revoked: 'This invite was taken back. Ask for a new one.',
  expired: 'This invite is too old. Ask for a new one.',
  void: 'Whoever sent this invite may no longer invite people. Ask for a new one.',
}

async function findOffer(deps: SmmDeps, token: string): Promise<InviteOfferRow> {
  const offer = await withTenant(deps.db, visitor, (tx) => findInviteOffer(tx, hashLinkToken(token)))
  if (!offer) throw dead('This link is not one of ours, or a newer one took its place.')
  return offer
}

function requireOpen(offer: InviteOfferRow): void {
  if (offer.state !== 'open') throw dead(whyDead[offer.state])
}

/** What the holder of a link is offered. Throws `link_dead` for a link of nobody's. */
export async function lookUpInvite(deps: SmmDeps, _ctx: Context, input: { token: string }): Promise<InviteOffer> {
  const { state, client_name, email, role, invited_by_name, expires_at, has_account } = await findOffer(
    deps,
    input.token,
  )
  return {
    state,
    client_name,
    email,
    role,
    invited_by: invited_by_name,
    expires_at: expires_at.toISOString(),
    has_account,
  }
}

/**
 * Accepts an invite: as whoever is signed in under its address, or as a new person with a name and a password.
 *
 * @throws {AppError} `link_dead`; `forbidden` for somebody who is signed in under another address; `conflict` when the
 * address has an account to sign in to; `unprocessable` without an account to make; `invalid_request` for a password that
 * is too easy to guess
 */
export async function acceptByLink(deps: SmmDeps, ctx: Context, input: AcceptInviteRequest): Promise<AcceptedInvite> {
  const offer = await findOffer(deps, input.token)
  requireOpen(offer)
  if (ctx.actor.kind === 'user') await acceptAsOneself(deps, ctx, offer, input.token)
  else await acceptAsNewPerson(deps, ctx, offer, input)
  const { client_id, client_slug, client_name, role } = offer
  return { client_id, client_slug, client_name, role }
}

async function acceptAsOneself(deps: SmmDeps, ctx: Context, offer: InviteOfferRow, token: string): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const me = await getMe(tx)
    if (me?.email !== offer.email)
      throw new AppError(
        'forbidden',
        `This invite is for ${offer.email}. You are signed in as ${me?.email ?? 'nobody'}.`,
      )
    await join(tx, ctx, offer, token, me)
  })
}

async function acceptAsNewPerson(
  deps: SmmDeps,
  ctx: Context,
  offer: InviteOfferRow,
  input: AcceptInviteRequest,
): Promise<void> {
  const taken = () => new AppError('conflict', `${offer.email} has an account: sign in to accept.`)
  if (offer.has_account) throw taken()
  if (!input.account) throw new AppError('unprocessable', 'A new person needs a name and a password.')
  const { name, password } = input.account
  requireGoodPassword(password, [name, offer.email, offer.client_name], 'account.password')
  const passwordHash = await hashPassword(password)
  await withTenant(deps.db, visitor, async (tx) => {
    const id = await registerInvited(tx, { tokenHash: hashLinkToken(input.token), name, passwordHash })
    if (id === null) throw dead('This link was used in this moment.')
    // Whoever holds the link was asked in by it: from here on they are the person that they made.
    await actAs(tx, { kind: 'user', id })
    await join(tx, ctx, offer, input.token, { id, name })
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'person.registered',
      targetType: 'person',
      targetId: id,
      label: name,
      facts: { invite: offer.id },
    })
  }).catch((error: unknown) => {
    throw violates(error, 'users_email') ? taken() : error
  })
}

/** Gives the acting person what the invite offers, and writes it down at the client. */
async function join(
  tx: Queryable,
  ctx: Context,
  offer: InviteOfferRow,
  token: string,
  person: { id: string; name: string },
): Promise<void> {
  if (!(await acceptInvite(tx, hashLinkToken(token)))) throw dead('This link was used in this moment.')
  await writeAudit(tx, ctx, {
    clientId: offer.client_id,
    action: 'member.added',
    targetType: 'person',
    targetId: person.id,
    label: person.name,
    after: { role: offer.role },
    facts: { invite: offer.id },
  })
}
