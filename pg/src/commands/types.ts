import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDatabase } from '../connect.ts'
import { ensureDatabase, pushDatabase } from '../database.ts'
import { databaseName } from '../local.ts'
import { projectDir } from '../paths.ts'
import { freePort } from '../server/port.ts'
import { startServer } from '../server/start.ts'
import { say } from './say.ts'

/** Where the generated types live. */
export const typesFile = join(projectDir, 'packages', 'db', 'src', 'types.generated.ts')

/** The table types of a freshly migrated database, as the text of a module. */
export async function generateTypes(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hg-types-'))
  await chmod(dir, 0o755)
  try {
    const server = await startServer({ dataDir: dir, port: await freePort(), settings: { fsync: 'off' } })
    try {
      const url = withDatabase(server.adminUrl, databaseName)
      await ensureDatabase(url)
      await pushDatabase(url)
      const outFile = join(dir, 'types.ts')
      await runCodegen(url, outFile)
      return await formatted(outFile)
    } finally {
      await server.stop()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** numeric and int8 come as strings, timestamps as Date, jsonb as JsonValue; partitions are left out. */
async function runCodegen(url: string, outFile: string): Promise<void> {
  const { Cli } = await import('kysely-codegen')
  await new Cli().generate({
    url,
    outFile,
    dialect: 'postgres',
    dateParser: 'timestamp',
    numericParser: 'string',
    partitions: false,
    excludePattern: '*.pgmigrations',
    logLevel: 'silent',
  })
}

async function formatted(file: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier')
  return format(await readFile(file, 'utf8'), { ...(await resolveConfig(typesFile)), filepath: typesFile })
}

/** `pg types`: regenerates the table types of packages/db. */
export async function types(): Promise<void> {
  await writeFile(typesFile, await generateTypes())
  say(`wrote ${typesFile}`)
}
