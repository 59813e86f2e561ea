import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptAll, createAttempt } from './attempt.ts'
import {
  bySlug,
  type Case,
  casesOfNobody,
  casesOfOneself,
  casesOfRole,
  casesOfSecrets,
  giftsOf,
  places,
} from './matrix-cases.ts'
import { readMatrix, roles } from './read-matrix.ts'
import { setStage, type Stage } from './stage.ts'

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

let ran = 0
afterAll(() => {
  process.stdout.write(`${ran} cases of the role matrix\n`)
})

/** Runs cases, all of one actor together, and lists those that came out otherwise. */
async function disagreements(cases: Case[]): Promise<string[]> {
  ran += cases.length
  const wrong: string[] = []
  for (const [actor, own] of Map.groupBy(cases, (one) => one.actor)) {
    const outcomes = await attemptAll(
      app,
      actor,
      own.map((one) => one.statement),
    )
    own.forEach(({ what, expected }, index) => {
      if (outcomes[index] !== expected) wrong.push(`${what}: expected ${expected}, got ${outcomes[index] ?? 'nothing'}`)
    })
  }
  return wrong
}

describe('the role matrix', () => {
  for (const place of places) {
    for (const role of roles) {
      it(`holds for ${role} of ${place}`, async () => {
        expect(await disagreements(casesOfRole(matrix, stage, place, role))).toEqual([])
      })
    }
  }

  it.each(['no actor', 'a revoked key', 'an expired key', 'an unknown person', 'an unknown key', 'an unknown client'])(
    'holds for nobody: %s',
    async (what) => {
      const nobody = stage.nobodies.find(([name]) => name === what)
      expect(nobody && (await disagreements(casesOfNobody(matrix, stage, nobody)))).toEqual([])
    },
  )

  it('leaves nobody behind in a connection that was somebody', async () => {
    await app.query('begin')
    await app.query(`select set_config('app.actor', $1, true)`, [stage.actor(bySlug(stage, 'hg-content'), 'owner')])
    expect((await app.query('select from jobs')).rowCount).toBeGreaterThan(0)
    await app.query('commit')
    expect((await app.query('select from jobs')).rowCount).toBe(0)
  })

  it('shows an actor the rows about itself', async () => {
    expect(await disagreements(casesOfOneself(matrix, stage))).toEqual([])
  })

  it('shows nobody what proves an identity', async () => {
    expect(await disagreements(casesOfSecrets(matrix, stage))).toEqual([])
  })

  it('lets nobody hand a row to another tenant', async () => {
    const taken: string[] = []
    for (const [actor, own] of Map.groupBy(giftsOf(matrix, stage), (one) => one.actor)) {
      const outcomes = await attemptAll(
        app,
        actor,
        own.map((one) => one.statement),
      )
      ran += own.length
      taken.push(...own.flatMap(({ what }, index) => (/^(deny|none)/.test(outcomes[index] ?? '') ? [] : [what])))
    }
    expect(taken).toEqual([])
  })
})
