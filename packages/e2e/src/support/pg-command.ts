import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { bareEnv } from '../env.ts'
import type { Stage } from '../stage/stage.ts'

const cli = resolve(import.meta.dirname, '../../../../pg/src/cli.ts')

/** Runs `pnpm pg …` as an operator of this installation would; resolves to how it ended and what it said. */
export async function pgCommand(
  { dataDir, databaseAdminUrl }: Stage,
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const { auditKey } = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as { auditKey: string }
  const env = { ...bareEnv(), DATABASE_ADMIN_URL: databaseAdminUrl ?? '', AUDIT_KEY: auditKey }
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], { env }, (error, out, err) => {
      done({ code: error ? Number(error.code ?? 1) : 0, out: out + err })
    })
  })
}
