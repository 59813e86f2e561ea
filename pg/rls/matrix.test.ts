import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptAll, createAttempt } from './attempt.ts'
import { gift, probe, secret } from './probes.ts'
import { readMatrix, roles, type Verdict } from './read-matrix.ts'
import { relationOf, setStage, type Stage, type StagedClient } from './stage.ts'

const matrix = await readMatrix()
let database: TestDatabase
let app: Client
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
  const admin = new Client(database.adminUrl)
  await admin.connect()
  stage = await setStage(admin)
  await createAttempt(admin)
  await admin.end()
  app = new Client(database.directUrl)
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await database.drop()
})

interface Case {
  what: string
  statement: string
  expected: string
}

/** A verdict as an attempt on this table reports it. */
const outcomeOf = (verdict: Verdict, table: string) => (verdict === 'deny' ? `deny ${table}` : verdict)

/** Runs an actor's cases, and lists those that came out otherwise. */
async function disagreements(actor: string, cases: Case[]): Promise<string[]> {
  const outcomes = await attemptAll(
    app,
    actor,
    cases.map((one) => one.statement),
  )
  return cases.flatMap(({ what, expected }, index) =>
    outcomes[index] === expected ? [] : [`${what}: expected ${expected}, got ${outcomes[index] ?? 'nothing'}`],
  )
}

const bySlug = (slug: string) => stage.clients.find((client) => client.slug === slug) as StagedClient
const places = ['hg-content', 'heaviside-digital', 'cincinnati-electrician', 'pasco-scientific']

let ran = 0
afterAll(() => {
  process.stdout.write(`${ran} cases of the role matrix\n`)
})

describe('the role matrix', () => {
  for (const place of places) {
    for (const role of roles) {
      it(`holds for ${role} of ${place}`, async () => {
        const own = bySlug(place)
        const cases = matrix.rules.flatMap(({ subject, command, pattern }) =>
          stage.clients.flatMap((row): Case[] => {
            const statement = probe(stage, subject, command, row)
            if (statement === null) return []
            const relation = relationOf(own, row)
            const expected = outcomeOf(pattern.verdicts[role][relation], subject)
            return [{ what: `${role} ${command} ${subject} of ${row.slug} (${relation})`, statement, expected }]
          }),
        )
        ran += cases.length
        expect(await disagreements(stage.actor(own, role), cases)).toEqual([])
      })
    }
  }

  it.each(['no actor', 'a revoked key', 'an expired key', 'an unknown person', 'an unknown key', 'an unknown client'])(
    'holds for nobody: %s',
    async (what) => {
      const actor = stage.nobodies.find(([name]) => name === what)?.[1]
      const cases = matrix.rules.flatMap(({ subject, command, pattern }) =>
        stage.clients.flatMap((row): Case[] => {
          const statement = probe(stage, subject, command, row)
          if (statement === null) return []
          return [
            {
              what: `${what} ${command} ${subject} of ${row.slug}`,
              statement,
              expected: outcomeOf(pattern.nobody, subject),
            },
          ]
        }),
      )
      ran += cases.length
      expect(await disagreements(actor ?? '', cases)).toEqual([])
    },
  )

  it('leaves nobody behind in a connection that was somebody', async () => {
    await app.query('begin')
    await app.query(`select set_config('app.actor', $1, true)`, [stage.actor(bySlug('hg-content'), 'owner')])
    expect((await app.query('select from jobs')).rowCount).toBeGreaterThan(0)
    await app.query('commit')
    expect((await app.query('select from jobs')).rowCount).toBe(0)
  })

  it('shows an actor the rows about itself', async () => {
    for (const role of roles) {
      const own = bySlug('cincinnati-electrician')
      const actor = stage.actor(own, role)
      const [kind = '', id = ''] = actor.split(':')
      const cases = Object.entries(matrix.self).map(([table, allowed]): Case => {
        const column = table === 'memberships' ? 'user_id' : 'id'
        const expected = kind in allowed ? 'allow' : 'none'
        return { what: `${role} ${table}`, statement: `select from ${table} where ${column} = '${id}'`, expected }
      })
      ran += cases.length
      expect(await disagreements(actor, cases)).toEqual([])
    }
  })

  it('shows nobody what proves an identity', async () => {
    for (const role of roles) {
      const cases = matrix.secrets.map((column): Case => ({
        what: column,
        statement: secret(column),
        expected: outcomeOf('deny', column.split('.')[0] ?? ''),
      }))
      ran += cases.length
      expect(await disagreements(stage.actor(bySlug('hg-content'), role), cases)).toEqual([])
    }
  })

  it('lets nobody hand a row to another tenant', async () => {
    for (const role of roles) {
      const own = bySlug('heaviside-digital')
      const row = bySlug('cincinnati-electrician')
      const receivers = ['hg-content', 'paving-marketers', 'ohio-paving', 'pasco-scientific'].map(bySlug)
      const cases = matrix.gifts.flatMap((column) =>
        receivers.map((receiver) => ({
          what: `${role} ${column} to ${receiver.slug}`,
          statement: gift(column, row, receiver),
        })),
      )
      const outcomes = await attemptAll(
        app,
        stage.actor(own, role),
        cases.map((one) => one.statement),
      )
      ran += cases.length
      const taken = cases.filter((_, index) => !/^(deny|none)/.test(outcomes[index] ?? ''))
      expect(taken.map((one) => one.what)).toEqual([])
    }
  })
})
