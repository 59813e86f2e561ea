import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const relations = ['own', 'parent', 'child', 'sibling', 'stranger'] as const
export type Relation = (typeof relations)[number]

export const roles = ['owner', 'admin', 'member', 'viewer', 'key_read', 'key_write', 'client'] as const
export type ActorRole = (typeof roles)[number]

export const commands = ['select', 'insert', 'update', 'delete'] as const
export type Command = (typeof commands)[number]

const verdict = z.enum(['allow', 'deny', 'none'])
export type Verdict = z.infer<typeof verdict>

export interface Pattern {
  verdicts: Record<ActorRole, Record<Relation, Verdict>>
  nobody: Verdict
}

/** Reads a pattern's grid: a head that names the relations, a line for each role, and one verdict for nobody. */
function readPattern(grid: string): Pattern {
  const [head, ...lines] = grid.split('\n').flatMap((line) => (line.trim() ? [line.trim().split(/\s+/)] : []))
  if (head?.join(' ') !== ['role', ...relations].join(' '))
    throw new Error(`a pattern begins with: role ${relations.join(' ')}`)
  const rows = new Map(lines.map(([role, ...cells]) => [role, cells]))
  const row = z.array(verdict).length(relations.length)
  const verdictsOf = (role: ActorRole) => {
    const cells = row.parse(rows.get(role))
    return Object.fromEntries(relations.map((relation, index) => [relation, cells[index]])) as Record<Relation, Verdict>
  }
  if (rows.size !== roles.length + 1) throw new Error('a pattern has a line for each role, and one for nobody')
  return {
    verdicts: Object.fromEntries(roles.map((role) => [role, verdictsOf(role)])) as Pattern['verdicts'],
    nobody: verdict.parse(rows.get('nobody')?.[0]),
  }
}

const pattern = z.string().transform(readPattern)

const matrixFile = z
  .strictObject({
    patterns: z.record(z.string(), pattern),
    tables: z.record(
      z.string(),
      z.strictObject({ select: z.string(), insert: z.string(), update: z.string(), delete: z.string() }),
    ),
    functions: z.record(z.string(), z.string()),
    self: z.record(z.string(), z.partialRecord(z.enum(['user', 'key', 'client']), verdict)),
    secrets: z.array(z.string().regex(/^\w+\.\w+$/)),
    gifts: z.array(z.string().regex(/^\w+\.\w+$/)),
  })
  .transform(({ patterns, tables, functions, ...rest }) => {
    const named = (name: string): Pattern => {
      const found = patterns[name]
      if (!found) throw new Error(`matrix.yaml has no pattern "${name}"`)
      return found
    }
    const rules = Object.entries(tables).flatMap(([table, byCommand]) =>
      commands.map((command) => ({ subject: table, command, pattern: named(byCommand[command]) })),
    )
    const calls = Object.entries(functions).map(([name, use]) => ({
      subject: name,
      command: 'call' as const,
      pattern: named(use),
    }))
    return { tables: Object.keys(tables), functions: Object.keys(functions), rules: [...rules, ...calls], ...rest }
  })

export type Matrix = z.infer<typeof matrixFile>

/** The role matrix, its patterns filled in. Throws when it names a pattern that does not exist or misses a cell. */
export async function readMatrix(): Promise<Matrix> {
  return matrixFile.parse(parse(await readFile(join(import.meta.dirname, 'matrix.yaml'), 'utf8')))
}
