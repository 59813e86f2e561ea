import { createAttempt, setStage } from '@hg/rls'
import { createTestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { setRouteStage } from '../routes/stage.ts'
import { mutateFunctions } from './functions.ts'
import { allQuestions, type Finding, mutatePolicies } from './policies.ts'
import { functionChanges, sourceChanges } from './role-checks.ts'
import { mutateSources } from './sources.ts'

/**
 * Takes away every policy and a number of role checks, one at a time, and says which test noticed. Ends with 1 when any
 * went unnoticed. Needs the test topology around it: `pnpm mutate-walls`.
 */
async function main(): Promise<number> {
  const say = ({ removed, noticedBy }: Finding) => {
    process.stdout.write(`${noticedBy === null ? 'UNNOTICED' : 'noticed  '}  ${removed}\n`)
    if (noticedBy !== null) process.stdout.write(`           by ${noticedBy.slice(0, 160)}\n`)
  }
  const findings: Finding[] = []

  const database = await createTestDatabase()
  const admin = new Client(database.adminUrl)
  await admin.connect()
  try {
    const stage = await setStage(admin)
    await createAttempt(admin)
    const questions = await allQuestions(stage)
    findings.push(...(await mutatePolicies(admin, questions, say)))
    findings.push(...(await mutateFunctions(admin, questions, functionChanges, say)))
  } finally {
    await admin.end()
    await database.drop()
  }

  const routes = await setRouteStage()
  try {
    findings.push(...(await mutateSources(routes, sourceChanges, say)))
  } finally {
    await routes.close()
  }

  const unnoticed = findings.filter(({ noticedBy }) => noticedBy === null)
  process.stdout.write(`${findings.length} changes, ${unnoticed.length} unnoticed\n`)
  return unnoticed.length === 0 ? 0 : 1
}

process.exitCode = await main()
