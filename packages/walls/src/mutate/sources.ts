import { closedOperations, readRoutes } from '../routes/read-routes.ts'
import { runRow } from '../routes/run.ts'
import { projectDir, startServices } from '../routes/services.ts'
import type { RouteStage } from '../routes/stage.ts'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from './policies.ts'
import type { SourceChange } from './role-checks.ts'

/** A copy of the sources to be changed; libraries stay where they are. */
async function copySources(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'hg-mutate-'))
  for (const part of ['apps/cpm', 'apps/im', 'apps/smm', 'packages', 'pg'])
    await cp(join(projectDir, part), join(copy, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/\/(\.turbo|\.next)(\/|$)/.test(path),
    })
  await cp(join(projectDir, 'package.json'), join(copy, 'package.json'))
  await symlink(join(projectDir, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** What the routes say of one changed service: the first case that came out otherwise. */
async function firstWrongRoute(stage: RouteStage, rootDir: string, change: SourceChange): Promise<string | null> {
  const routes = await readRoutes()
  // A job is accepted with what the strategy service says.
  const only = change.service === 'cpm' ? (['cpm', 'smm'] as const) : [change.service]
  const running = await startServices(stage.database, stage.redis.url, stage.keys, { rootDir, only: [...only] })
  try {
    const url = running.urls[change.service]
    const operations = await closedOperations(url)
    for (const id of change.operations) {
      const operation = operations.find((one) => one.id === id)
      if (!operation) throw new Error(`${change.service} has no operation ${id}`)
      for (const row of routes[change.service][id] ?? []) {
        const { wrong } = await runRow(stage, { name: change.service, url }, operation, row)
        if (wrong[0]) return wrong[0]
      }
    }
    return null
  } finally {
    await running.stop()
  }
}

/** Takes each role check out of a copy of the sources in turn, and asks the routes whether they notice. */
export async function mutateSources(
  stage: RouteStage,
  changes: SourceChange[],
  report: (finding: Finding) => void,
): Promise<Finding[]> {
  const copy = await copySources()
  const findings: Finding[] = []
  try {
    for (const change of changes) {
      const path = join(copy, change.file)
      const text = await readFile(path, 'utf8')
      if (!text.includes(change.from)) throw new Error(`${change.file} no longer says: ${change.from}`)
      await writeFile(path, text.replace(change.from, change.to))
      const noticedBy = await firstWrongRoute(stage, copy, change)
      await writeFile(path, text)
      const finding = { removed: `${change.file}: ${change.from} → ${change.to}`, noticedBy }
      findings.push(finding)
      report(finding)
    }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
  return findings
}
