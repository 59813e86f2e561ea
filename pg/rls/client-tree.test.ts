import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
let admin: Client

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

type Type = 'root' | 'direct' | 'agency' | 'customer'
interface Node {
  id: string
  type: Type
  parentId: string | null
}

/** What the tree allows, said once more: which types may stand under which. */
const allowedUnder: Record<Type, Type[]> = {
  root: ['direct', 'agency'],
  agency: ['customer'],
  direct: [],
  customer: [],
}

/** The closure worked out by walking up from every node: `ancestor descendant depth`, in order. */
function closureOf(nodes: Map<string, Node>): string[] {
  const lines: string[] = []
  for (const node of nodes.values()) {
    let above: Node | undefined = node
    for (let depth = 0; above; depth++) {
      lines.push(`${above.id} ${node.id} ${depth}`)
      above = above.parentId === null ? undefined : nodes.get(above.parentId)
    }
  }
  return lines.sort()
}

async function storedClosure(): Promise<string[]> {
  const { rows } = await admin.query<{ line: string }>(
    `select ancestor_id || ' ' || descendant_id || ' ' || depth as line from client_closure`,
  )
  return rows.map((row) => row.line).sort()
}

async function storedNodes(): Promise<Map<string, Node>> {
  const { rows } = await admin.query<Node>('select id, type, parent_id as "parentId" from clients order by slug')
  return new Map(rows.map((row) => [row.id, row]))
}

/** Tries a change of the tree in a savepoint; true when the database took it. */
async function tries(sql: string, values: unknown[]): Promise<boolean> {
  await admin.query('savepoint change')
  try {
    await admin.query(sql, values)
    return true
  } catch (error) {
    // A check of the tree, or of who may move what.
    if (!['23514', '42501'].includes((error as { code?: string }).code ?? '')) throw error
    await admin.query('rollback to savepoint change')
    return false
  }
}

const types = ['root', 'direct', 'agency', 'customer'] as const
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), type: fc.constantFrom(...types.slice(1)), under: fc.nat() }),
  fc.record({ kind: fc.constant('move' as const), node: fc.nat(), under: fc.nat() }),
  fc.record({ kind: fc.constant('retype' as const), node: fc.nat(), type: fc.constantFrom(...types) }),
  fc.record({ kind: fc.constant('grow' as const), customers: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('shift' as const), nodes: fc.array(fc.nat(), { maxLength: 6 }), under: fc.nat() }),
)

describe('the client tree', () => {
  it('takes exactly the changes that keep its types in order, and its closure always agrees with it', async () => {
    let serial = 0
    const run = async (steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) => {
      await admin.query('begin')
      try {
        await admin.query(
          `select set_config('app.actor', 'user:' || id, true) from users where email = 'admin@hgcontent.example'`,
        )
        const nodes = await storedNodes()
        const pick = (n: number) => [...nodes.values()][n % nodes.size] as Node
        const fits = (type: Type, parent: Node | null) => parent !== null && allowedUnder[parent.type].includes(type)
        const hasChildren = (id: string) => [...nodes.values()].some((node) => node.parentId === id)
        for (const change of steps) {
          if (change.kind === 'add') {
            const parent = pick(change.under)
            const id = crypto.randomUUID()
            const sql = 'insert into clients (id, name, slug, type, parent_id) values ($1, $2, $2, $3, $4)'
            const taken = await tries(sql, [id, `node-${++serial}`, change.type, parent.id])
            expect(taken).toBe(fits(change.type, parent))
            if (taken) nodes.set(id, { id, type: change.type, parentId: parent.id })
          } else if (change.kind === 'move') {
            const [node, parent] = [pick(change.node), pick(change.under)]
            const taken = await tries('update clients set parent_id = $2 where id = $1', [node.id, parent.id])
            expect(taken).toBe(fits(node.type, parent))
            if (taken) node.parentId = parent.id
          } else if (change.kind === 'grow') {
            // An agency and its customers, in one statement.
            const root = [...nodes.values()].find((node) => node.type === 'root') as Node
            const agency: Node = { id: crypto.randomUUID(), type: 'agency', parentId: root.id }
            const grown = [agency]
            for (let n = 0; n < change.customers; n++)
              grown.push({ id: crypto.randomUUID(), type: 'customer', parentId: agency.id })
            await admin.query(
              `insert into clients (id, name, slug, type, parent_id)
               select (n->>'id')::uuid, 'Grown', $2 || '-' || place, (n->>'type')::client_type, (n->>'parentId')::uuid
               from jsonb_array_elements($1) with ordinality as t (n, place)`,
              [JSON.stringify(grown), `node-${++serial}`],
            )
            for (const node of grown) nodes.set(node.id, node)
          } else if (change.kind === 'shift') {
            const [moving, place] = [change.nodes.map(pick), pick(change.under)]
            const expected =
              moving.every(({ type }) => type === 'customer' || type === 'direct') &&
              (['root', 'agency'].includes(place.type) || moving.length === 0)
            const ids = moving.map(({ id }) => id)
            const taken = await tries('select app.move_clients($1, $2)', [ids, place.id])
            expect(taken).toBe(expected)
            for (const node of taken ? moving : []) {
              node.parentId = place.id
              node.type = place.type === 'root' ? 'direct' : 'customer'
            }
          } else {
            const node = pick(change.node)
            const parent = node.parentId === null ? null : (nodes.get(node.parentId) ?? null)
            const isSame = change.type === node.type
            const isRoot = change.type === 'root' && parent === null
            const expected = isSame || ((fits(change.type, parent) || isRoot) && !hasChildren(node.id))
            const taken = await tries('update clients set type = $2 where id = $1', [node.id, change.type])
            expect(taken).toBe(expected)
            if (taken) node.type = change.type
          }
        }
        expect(await storedClosure()).toEqual(closureOf(nodes))
      } finally {
        await admin.query('rollback')
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), run), { numRuns: 40 })
  })

  it('has one root, and nothing without a parent beside it', async () => {
    const add = (type: string) => `insert into clients (name, slug, type) values ('X', 'x', '${type}')`
    await expect(admin.query(add('root'))).rejects.toMatchObject({ constraint: 'clients_one_root' })
    for (const type of types.slice(1))
      await expect(admin.query(add(type))).rejects.toMatchObject({ constraint: 'clients_parent_type' })
  })

  it('moves a role with the client: who could see the old place sees it no more', async () => {
    await admin.query('begin')
    const { rows } = await admin.query<{ customer: string; new_agency: string; old_owner: string; new_owner: string }>(
      `select (select id from clients where slug = 'cincinnati-electrician') as customer,
         (select id from clients where slug = 'paving-marketers') as new_agency,
         (select id from users where email = 'owner@heaviside.example') as old_owner,
         (select id from users where email = 'owner@paving-marketers.example') as new_owner`,
    )
    const ids = rows[0]
    const roleOf = async (user = '') => {
      await admin.query(`select set_config('app.actor', $1, true)`, [`user:${user}`])
      const answer = await admin.query<{ role: string | null }>('select app.role_on($1) as role', [ids?.customer])
      return answer.rows[0]?.role
    }
    expect([await roleOf(ids?.old_owner), await roleOf(ids?.new_owner)]).toEqual(['owner', null])
    await admin.query('update clients set parent_id = $2 where id = $1', [ids?.customer, ids?.new_agency])
    expect([await roleOf(ids?.old_owner), await roleOf(ids?.new_owner)]).toEqual([null, 'owner'])
    await admin.query('rollback')
  })
})
