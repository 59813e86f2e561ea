import { parseArgs } from 'node:util'
import { heads, verify } from './commands/audit.ts'
import { push, reset, seedDatabase } from './commands/db.ts'
import { rotate } from './commands/keys.ts'
import { importPrices } from './commands/prices.ts'
import { say } from './commands/say.ts'
import { start, status, stop } from './commands/server.ts'

const help = `pnpm pg <command>

  start [--port N] [--detach]  run the local database in .data/pg, migrated, until Ctrl-C; --detach leaves it running
  stop                         stop the local database
  status                       say whether it runs, and its addresses
  db push                      apply roles, pending migrations and reference data
  db seed                      add the demo clients, people, strategies and templates
  db reset [--yes]             drop the database and make it anew, with the demo data
  prices import FILE           add the models and prices of a file like reference/models.json; old prices stay
  audit heads                  print the last link of every audit chain: keep it elsewhere
  audit verify [--heads FILE]  recompute the audit chains (AUDIT_KEY) and compare them with heads printed earlier
  keys rotate                  seal every secret anew with the first key of ENCRYPTION_KEYS; safe to repeat
  types                        regenerate packages/db/src/types.generated.ts from the migrations

The db commands work on DATABASE_ADMIN_URL when it is set, and on the local database otherwise. The services' login gets
the password that DATABASE_URL names. PGPORT is the local port (5432).`

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string' },
      detach: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      heads: { type: 'string' },
    },
  })
  const [noun, verb, file] = positionals
  if (noun === 'prices' && verb === 'import' && file !== undefined) return importPrices(file)
  const command = positionals.join(' ')
  if (values.help || command === '') return say(help)
  switch (command) {
    case 'start':
      return start({ port: portOf(values.port), detach: values.detach })
    case 'stop':
      return stop()
    case 'status':
      return status()
    case 'db push':
      return push()
    case 'db seed':
      return seedDatabase()
    case 'db reset':
      return reset({ yes: values.yes })
    case 'audit heads':
      return heads()
    case 'audit verify':
      return verify({ heads: values.heads })
    case 'keys rotate':
      return rotate()
    case 'types':
      // Loaded when needed: it uses tools that a production install leaves out.
      return (await import('./commands/types.ts')).types()
    default:
      throw new Error(`unknown command "${command}": see pnpm pg --help`)
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`--port ${text} is not a port number`)
  return port
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
