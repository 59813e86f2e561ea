import { clientTree } from '@hg/contracts'
import { createDatabase } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { waitFor } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'
import { listVisibleClients } from './list.ts'

let smm: TestSmm

beforeAll(async () => {
  smm = await startTestSmm()
  await smm.admin(
    `insert into clients (name, slug, type, parent_id)
     select 'Agency ' || n, 'agency-' || n, 'agency', id from clients, generate_series(1, 100) n where type = 'root'`,
  )
  await smm.admin(
    `insert into clients (name, slug, type, parent_id)
     select 'Shop ' || n, 'shop-' || n, 'customer', (select id from clients where slug = 'agency-' || (1 + n % 100))
     from generate_series(1, 1892) n`,
  )
  await smm.admin('analyze clients, client_closure')
})
afterAll(() => smm.close())

const idOf = async (email: string) =>
  (await smm.admin<{ id: string }>('select id from users where email = $1', [email]))[0]?.id ?? ''

describe('a list of 2,000 clients', () => {
  it('holds all of them, every client directly after its agency and that agency’s others', async () => {
    const answer = await smm.call('GET', '/clients', await idOf('viewer@hgcontent.example'))
    const { items } = clientTree.parse(answer.body)
    expect(items).toHaveLength(2000)
    const trail: string[] = []
    for (const { id, parent_id, depth } of items) {
      expect(trail[depth - 1]).toBe(parent_id ?? undefined)
      trail.length = depth
      trail.push(id)
    }
  })

  it('calls no function for each of its rows', async () => {
    await smm.admin(`alter database ${smm.target.name} set track_functions = 'all'`)
    // Past the pooler, whose connections are older than the setting.
    const logger = createLogger({ service: 'test', level: 'silent' })
    const db = createDatabase({ url: smm.target.directUrl, max: 1, applicationName: 'test', logger })
    const actor = { kind: 'user' as const, id: await idOf('viewer@hgcontent.example') }
    await listVisibleClients({ db }, { actor, requestId: 'test', address: null })
    await db.close()
    const calls = await waitFor(
      async () => {
        const rows = await smm.admin<{ name: string; calls: number }>(
          `select funcname as name, calls::int from pg_stat_user_functions where schemaname = 'app'`,
        )
        return rows.some(({ name }) => name === 'client_roles') ? rows : null
      },
      { what: 'the count of calls' },
    )
    expect(calls.filter((one) => one.calls > 5)).toEqual([])
  })
})
