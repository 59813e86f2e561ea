import { startSession, withTenant } from '@hg/db'
import { hashPassword } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import type { PeopleStage } from './people.ts'

export const password = 'ringing kettle plum seven'
const passwordHash = await hashPassword(password)

export interface TestPerson {
  id: string
  email: string
}

/** Somebody with an account, the password above, and no role anywhere. */
export async function addPerson(stage: PeopleStage, name = 'Ada Lovelace'): Promise<TestPerson> {
  const email = `${randomUUID()}@test.example`
  const [row] = await stage.sql<{ id: string }>(
    'insert into users (email, name, password_hash) values ($1, $2, $3) returning id',
    [email, name, passwordHash],
  )
  return { id: row?.id ?? '', email }
}

/** Signs them in, as the web app does, and returns the session's id. */
export function addSession(stage: PeopleStage, person: TestPerson, userAgent = ''): Promise<string> {
  return withTenant(stage.db, { kind: 'user', id: person.id }, (tx) =>
    startSession(tx, { address: '203.0.113.7', userAgent, seconds: 3600 }),
  )
}

/** The sessions of a person that live. */
export async function sessionsOf(stage: PeopleStage, person: TestPerson): Promise<string[]> {
  const rows = await stage.sql<{ id: string }>('select id from sessions where user_id = $1 order by created_at', [
    person.id,
  ])
  return rows.map(({ id }) => id)
}
