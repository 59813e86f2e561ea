import {
  attemptWithin,
  type Case,
  type Deed,
  deedsOf,
  casesOfNobody,
  casesOfOneself,
  casesOfRole,
  casesOfSecrets,
  giftsOf,
  places,
  readMatrix,
  roles,
  runDeed,
  type Stage,
} from '@hg/rls'
import type { Client } from 'pg'

/** Something that was taken away, and the first test that noticed; null when none did. */
export interface Finding {
  removed: string
  noticedBy: string | null
}

interface Policy {
  name: string
  table: string
  using: string | null
  check: string | null
}

/** All cases of the role matrix, those that a mutation most likely breaks first. */
export type Cases = ((Case | Omit<Case, 'expected'>) & { isFunction?: boolean })[]

export interface Questions {
  cases: Cases
  deeds: Deed[]
}

export async function allQuestions(stage: Stage): Promise<Questions> {
  const matrix = await readMatrix()
  const functions = new Set(matrix.functions)
  const all = [
    ...casesOfOneself(matrix, stage),
    ...places.flatMap((place) => roles.flatMap((role) => casesOfRole(matrix, stage, place, role))),
    ...stage.nobodies.flatMap((nobody) => casesOfNobody(matrix, stage, nobody)),
    ...casesOfSecrets(matrix, stage),
    ...giftsOf(matrix, stage),
  ]
  return { cases: all.map((one) => ({ ...one, isFunction: functions.has(one.subject) })), deeds: deedsOf(stage) }
}

const batch = 400

/** Runs cases within the transaction until one comes out otherwise; says which. */
async function firstWrong(admin: Client, cases: Cases): Promise<string | null> {
  for (const [actor, own] of Map.groupBy(cases, (one) => one.actor)) {
    for (let at = 0; at < own.length; at += batch) {
      const part = own.slice(at, at + batch)
      const outcomes = await attemptWithin(
        admin,
        actor,
        part.map((one) => one.statement),
      )
      const wrong = part.findIndex((one, index) => {
        const outcome = outcomes[index] ?? ''
        return 'expected' in one ? outcome !== one.expected : !/^(deny|none)/.test(outcome)
      })
      if (wrong >= 0) return `${part[wrong]?.what}: ${outcomes[wrong]}`
    }
  }
  return null
}

/** What came of the first deed that went otherwise. */
async function firstOtherDeed(admin: Client, deeds: Deed[]): Promise<string | null> {
  for (const deed of deeds) {
    const came = await runDeed(admin, deed)
    if (came !== deed.expected) return `${deed.what}: ${came}`
  }
  return null
}

/** Makes a change, asks the cases whether they notice, the likeliest first, and takes the change back. */
export async function tryChange(
  admin: Client,
  { cases, deeds }: Questions,
  change: { removed: string; sql: string; subject: string },
): Promise<Finding> {
  await admin.query('begin')
  try {
    await admin.query(change.sql)
    const likely = cases.filter(({ subject }) => subject === change.subject)
    // What a policy does beside its own table, it does for the functions and triggers that look across tenants.
    const others = cases.filter(({ subject, isFunction }) => isFunction && subject !== change.subject)
    const noticedBy =
      (await firstWrong(admin, likely)) ?? (await firstOtherDeed(admin, deeds)) ?? (await firstWrong(admin, others))
    return { removed: change.removed, noticedBy }
  } finally {
    await admin.query('rollback')
  }
}

/** Deletes every policy in turn, and opens every one that says something. */
export async function mutatePolicies(
  admin: Client,
  questions: Questions,
  report: (finding: Finding) => void,
): Promise<Finding[]> {
  const { rows } = await admin.query<Policy>(
    `select policyname as name, tablename as table, qual as using, with_check as check
     from pg_policies where schemaname = 'public' order by tablename, policyname`,
  )
  const findings: Finding[] = []
  const run = async (change: { removed: string; sql: string; subject: string }) => {
    const finding = await tryChange(admin, questions, change)
    findings.push(finding)
    report(finding)
  }
  for (const { name, table, using, check } of rows) {
    await run({ removed: `policy ${name} deleted`, sql: `drop policy ${name} on ${table}`, subject: table })
    const opened = [using, check].flatMap((clause, index) =>
      clause === null || clause === 'true' ? [] : [index === 0 ? 'using (true)' : 'with check (true)'],
    )
    for (const sql of opened.length === 2 ? [opened.join(' '), 'using (true)'] : opened)
      await run({ removed: `policy ${name}: ${sql}`, sql: `alter policy ${name} on ${table} ${sql}`, subject: table })
  }
  return findings
}
