import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Client } from 'pg'
import { databaseOf } from '@hg/pg'

/** What the database did for one request. */
export interface Work {
  statements: number
  /** Rows and index entries that scans looked at, those thrown away included. */
  rowsRead: number
  /** Pages of 8 kB, found in the server's cache or not. */
  buffers: number
  /** What must not be: a function or a sub-select per row. */
  faults: string[]
}

interface PlanNode {
  'Node Type': string
  'Subplan Name'?: string
  'Actual Loops'?: number
  'Actual Rows'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
  [detail: string]: unknown
}

interface LoggedPlan {
  'Query Text': string
  Plan: PlanNode
}

/** More statements than this for one request are calls of a function per row: helpers log theirs, too. */
const statementsAtMost = 40

const conditions = ['Filter', 'Join Filter', 'Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'TID Cond']

/**
 * Has every statement of connections made from now on explained into the server's log, those inside functions included.
 * Returns what reads the work that was logged since it was last called.
 */
export async function explainEverything(db: Client, adminUrl: string): Promise<() => Promise<Work>> {
  const name = databaseOf(adminUrl)
  await db.query("load 'auto_explain'")
  await db.query(`alter database ${name} set session_preload_libraries = 'auto_explain'`)
  const settings = {
    log_min_duration: '0',
    log_analyze: 'on',
    log_buffers: 'on',
    log_format: 'json',
    log_timing: 'off',
  }
  for (const [setting, value] of Object.entries({ ...settings, log_nested_statements: 'on' })) {
    await db.query(`alter database ${name} set auto_explain.${setting} = '${value}'`)
  }
  const { rows } = await db.query<{ data_directory: string }>('show data_directory')
  const logFile = join(dirname(rows[0]?.data_directory ?? ''), 'server.log')
  let position = (await readFrom(logFile, 0)).length
  return async () => {
    const text = await readFrom(logFile, position)
    position += text.length
    return judge(parsePlans(text.toString()))
  }
}

async function readFrom(path: string, position: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - position), 0, size - position, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function parsePlans(log: string): LoggedPlan[] {
  return [...log.matchAll(/ms {2}plan:\n((?:\t.*\n)+)/g)].map(
    ([, json = '']) => JSON.parse(json.replaceAll(/^\t/gm, '')) as LoggedPlan,
  )
}

/** Adds up the plans of one request. */
export function judge(plans: LoggedPlan[]): Work {
  const work: Work = { statements: plans.length, rowsRead: 0, buffers: 0, faults: [] }
  for (const { Plan: plan } of plans) {
    work.buffers += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
    visit(plan, work)
  }
  if (plans.length > statementsAtMost) work.faults.push(`${plans.length} statements`)
  work.faults = [...new Set(work.faults)]
  return work
}

function visit(node: PlanNode, work: Work): void {
  const loops = node['Actual Loops'] ?? 0
  const number = (detail: string) => Number(node[detail] ?? 0)
  if (/^(Seq|Index|Index Only|Bitmap Heap|Bitmap Index|Sample|Tid) Scan|^Parallel/.test(node['Node Type'])) {
    const removed = number('Rows Removed by Filter') + number('Rows Removed by Index Recheck')
    work.rowsRead += (number('Actual Rows') + removed) * loops
  }
  if (node['Subplan Name'] && !node['Subplan Name'].startsWith('CTE') && loops > 1) {
    work.faults.push(`${node['Subplan Name']} ran ${loops} times`)
  }
  for (const condition of conditions) {
    const text = node[condition]
    const called = typeof text === 'string' && /\bapp\.\w+\(|\b(visible_clients|role_on)\(/.exec(text)
    if (called) work.faults.push(`${called[0]}) in a ${condition.toLowerCase()}`)
  }
  for (const child of node.Plans ?? []) visit(child, work)
}
