import type { ChangeMeRequest, Me } from '@hg/contracts'
import { getMe, listOwnMemberships, type Queryable, renameMe, withTenant, writeAudit } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

async function read(tx: Queryable): Promise<Me> {
  const row = await getMe(tx)
  if (!row) throw notFound('person')
  const memberships = await listOwnMemberships(tx)
  const { second_factor_since, recovery_codes_left, email_change, ...rest } = row
  return {
    ...rest,
    email_change: email_change && {
      email: email_change.email,
      requested_at: new Date(email_change.requested_at).toISOString(),
      expires_at: new Date(email_change.expires_at).toISOString(),
    },
    password_changed_at: row.password_changed_at.toISOString(),
    second_factor: second_factor_since && { since: second_factor_since.toISOString(), recovery_codes_left },
    memberships: memberships.map((one) => ({ ...one, since: one.since.toISOString() })),
  }
}

/** The acting person, and the roles that were given to them. */
export async function readMe(deps: SmmDeps, ctx: Context): Promise<Me> {
  return withTenant(deps.db, ctx.actor, read, { snapshot: true })
}

/** Changes their name. */
export async function changeMe(deps: SmmDeps, ctx: Context, input: ChangeMeRequest): Promise<Me> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await read(tx)
    if (before.name === input.name) return before
    await renameMe(tx, input.name)
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'person.renamed',
      targetType: 'person',
      targetId: before.id,
      label: input.name,
      before: { name: before.name },
      after: { name: input.name },
    })
    return { ...before, name: input.name }
  })
}
