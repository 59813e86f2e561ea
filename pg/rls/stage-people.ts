import { randomBytes, randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { askOne } from './stage-row.ts'

/** How people, their invites and keys come onto the stage. */
export function stagePeople(admin: Client) {
  const one = askOne(admin)
  const addUser = async (role: string, clientId: string) => {
    const email = `${randomUUID()}@stage.example`
    const { id } = await one<{ id: string }>(
      `insert into users (email, name, password_hash) values ($1, 'Stage', 'none') returning id`,
      [email],
    )
    await admin.query('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, clientId, role])
    return { id, email }
  }
  const addBystander = async (clientId: string) => {
    const user = await addUser('viewer', clientId)
    const session = await one<{ id: string }>(
      `insert into sessions (user_id, expires_at) values ($1, now() + interval '1 day') returning id`,
      [user.id],
    )
    await admin.query(`insert into second_factors (user_id, secret, confirmed_at) values ($1, 'none', now())`, [
      user.id,
    ])
    await admin.query('insert into recovery_codes (user_id, hash) values ($1, $2)', [user.id, '0'.repeat(64)])
    await admin.query('insert into password_resets (token_hash, user_id) values ($1, $2)', [
      randomBytes(32).toString('hex'),
      user.id,
    ])
    const [undoHash, emailHash] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    const formerEmail = `${randomUUID()}@former.example`
    await admin.query(
      `insert into email_changes (user_id, old_email, new_email, token_hash, confirmed_at, undo_hash, undo_until)
       values ($1, $2, $3, $4, now(), $5, now() + interval '1 day')`,
      [user.id, formerEmail, user.email, randomBytes(32).toString('hex'), undoHash],
    )
    await admin.query('insert into email_changes (user_id, old_email, new_email, token_hash) values ($1, $2, $3, $4)', [
      user.id,
      user.email,
      `${randomUUID()}@next.example`,
      emailHash,
    ])
    return { ...user, sessionId: session.id, formerEmail, undoHash, emailHash }
  }
  const addInvite = async (clientId: string) => {
    const inviteHash = randomBytes(32).toString('hex')
    const { id: inviteId } = await one<{ id: string }>(
      `insert into invites (client_id, email, role, token_hash, expires_at)
       values ($1, $2, 'viewer', $3, now() + interval '1 day') returning id`,
      [clientId, `${randomUUID()}@stage.example`, inviteHash],
    )
    return { inviteId, inviteHash }
  }
  const addKey = async (clientId: string, scopes: string[], state = '') =>
    one<{ id: string; key_id: string }>(
      `insert into api_keys (client_id, name, key_id, hash, scopes, revoked_at, expires_at)
       values ($1, 'Stage', $2, $3, $4, ${state === 'revoked' ? 'now()' : 'null'},
         ${state === 'expired' ? "now() - interval '1 minute'" : 'null'})
       returning id, key_id`,
      [clientId, randomBytes(6).toString('hex'), '0'.repeat(64), scopes],
    )

  return { addUser, addBystander, addInvite, addKey }
}
