import type { FullProof, TakenSecondFactor } from '@hg/contracts'
import { answersForPerson, getMe, takeSecondFactor as take, withTenant, writeAudits } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { requireFullProof } from '../me/prove.ts'
import { tellByMail } from '../me/tell.ts'

/**
 * Takes away the second factor of somebody who lost it, and its recovery codes; all their sessions end, and they are told
 * by mail. For who answers for every client that the person belongs to, is no weaker there than they are, and proves to be
 * themselves: for somebody of several tenants that is an owner of the root.
 *
 * @throws {AppError} `not_found` for a person whom the caller sees nowhere, and without a second factor; `forbidden`;
 * `proof_refused`, `rate_limited`
 */
export async function takeSecondFactorOf(
  deps: PeopleDeps,
  ctx: Context,
  input: FullProof & { person_id: string },
): Promise<TakenSecondFactor> {
  const { person_id, ...proof } = input
  if (ctx.actor.kind === 'user' && ctx.actor.id === person_id)
    throw new AppError('forbidden', 'Your own second factor is yours to remove, on your security page.')
  const answers = await withTenant(deps.db, ctx.actor, (tx) => answersForPerson(tx, person_id))
  if (answers === null) throw notFound('person')
  if (!answers) throw beyond()
  await requireFullProof(deps, ctx, proof)

  const { taken, by } = await withTenant(deps.db, ctx.actor, async (tx) => {
    const found = await take(tx, person_id, ctx.requestId)
    // They answered for the person a moment ago.
    if (!found) throw beyond()
    if (!found.had) throw new AppError('not_found', 'There is no second factor.')
    await writeAudits(
      tx,
      ctx,
      found.clients.map((clientId) => ({
        clientId,
        action: 'second_factor.taken' as const,
        targetType: 'person',
        targetId: person_id,
        label: found.name,
        facts: { ended_sessions: found.sessions },
      })),
    )
    return { taken: found, by: (await getMe(tx))?.name ?? 'Somebody' }
  })
  tellByMail(deps, taken, 'The second factor of your account was taken away', [
    `${by} did it, so that you can sign in with your password alone. Everywhere that you were signed in, you are no more.`,
    'Set up a new second factor as soon as you can.',
  ])
  return { name: taken.name, ended_sessions: taken.sessions }
}

const beyond = () =>
  new AppError('forbidden', 'This takes somebody who answers for every client that the person belongs to.')
