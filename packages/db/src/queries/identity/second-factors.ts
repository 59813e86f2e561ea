import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Begins an enrolment of the acting person, in the place of one that was never confirmed. False when one counts already. */
export async function beginSecondFactor(tx: Queryable, sealedSecret: string): Promise<boolean> {
  await sql`delete from second_factors where user_id = app.actor_id('user') and confirmed_at is null`.execute(tx)
  const { numAffectedRows } = await sql`
    insert into second_factors (user_id, secret) values (app.actor_id('user'), ${sealedSecret})
    on conflict (user_id) do nothing`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Makes the begun enrolment count, unless it does already. */
export async function confirmSecondFactor(tx: Queryable): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update second_factors set confirmed_at = now()
    where user_id = app.actor_id('user') and confirmed_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Takes the time step of a code. False when it, or a later one, was taken before: no code works twice. */
export async function takeTotpStep(tx: Queryable, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update second_factors set last_step = ${step}
    where user_id = app.actor_id('user') and last_step < ${step}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Removes the acting person's second factor and its recovery codes. */
export async function removeSecondFactor(tx: Queryable): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from second_factors where user_id = app.actor_id('user')`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Puts these recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(tx: Queryable, hashes: string[]): Promise<void> {
  await sql`delete from recovery_codes where user_id = app.actor_id('user')`.execute(tx)
  await sql`
    insert into recovery_codes (user_id, hash)
    select app.actor_id('user'), hash from unnest(${hashes}::text[]) as given (hash)`.execute(tx)
}

/** Uses up a recovery code of the acting person; false when it is none, or was used. By `app.use_recovery_code`. */
export async function takeRecoveryCode(tx: Queryable, hash: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select app.use_recovery_code(${hash}) as used`.execute(tx)
  return rows[0]?.used ?? false
}
