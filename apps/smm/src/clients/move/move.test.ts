import {
  type MoveDone,
  moveDone,
  type MovePreview,
  movePreview,
  problem,
  type StrategyConfiguration,
} from '@hg/contracts'
import { createListener, lineageStrategy, removeMember, violates, withTenant } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { createTenant, type Tenant, waitFor } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmmAnswer, startTestSmm, type TestSmm } from '../../test/smm.ts'

let smm: TestSmm
let rootAdmin: string
let rootId: string

beforeAll(async () => {
  smm = await startTestSmm()
  const [found] = await smm.admin<{ id: string; root: string }>(
    `select u.id, c.id as root from users u, clients c where u.email = 'admin@hgcontent.example' and c.type = 'root'`,
  )
  rootAdmin = found?.id ?? ''
  rootId = found?.root ?? ''
})
afterAll(() => smm.close())

const twoTenants = async (): Promise<[Tenant, Tenant]> => [
  await createTenant(smm.target.adminUrl),
  await createTenant(smm.target.adminUrl),
]

const ask = (id: string, plan: object, actor = rootAdmin) =>
  smm.call('POST', `/clients/${id}/move/preview`, actor, plan)

async function preview(id: string, plan: object, actor = rootAdmin): Promise<MovePreview> {
  const answer = await ask(id, plan, actor)
  expect(answer).toMatchObject({ status: 200 })
  return movePreview.parse(answer.body)
}

const carryOut = (id: string, plan: object, confirmation: string, actor = rootAdmin): Promise<SmmAnswer> =>
  smm.call('POST', `/clients/${id}/move`, actor, { ...plan, confirmation })

async function move(id: string, plan: object, actor = rootAdmin): Promise<MoveDone> {
  const answer = await carryOut(id, plan, (await preview(id, plan, actor)).confirmation, actor)
  expect(answer).toMatchObject({ status: 200 })
  return moveDone.parse(answer.body)
}

const setStrategy = (clientId: string, configuration: StrategyConfiguration) =>
  smm.admin(
    `insert into strategies (client_id, name, content_type, configuration) values ($1, 'Own', 'any', $2)
     on conflict (client_id, content_type) where is_active do update set configuration = excluded.configuration`,
    [clientId, JSON.stringify(configuration)],
  )

const grant = (userId: string, clientId: string, role: string) =>
  smm.admin('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [userId, clientId, role])

const placeOf = async (id: string) =>
  (await smm.admin<{ type: string; parent_id: string }>('select type, parent_id from clients where id = $1', [id]))[0]

/** Rows of the closure that walking up the tree does not confirm, and rows that it would add. */
const wrongClosure = () =>
  smm.admin(`
    with recursive up as (
      select id as ancestor, id as descendant, 0 as depth, parent_id from clients
      union all
      select c.id, up.descendant, up.depth + 1, c.parent_id from up join clients c on c.id = up.parent_id
    ), walked as (select ancestor, descendant, depth from up),
    stored as (select ancestor_id, descendant_id, depth from client_closure)
    (select * from walked except select * from stored) union all (select * from stored except select * from walked)`)

/** Adds customers to an agency, past everything. */
const addCustomers = (agencyId: string, count: number) =>
  smm.admin(
    `insert into clients (name, slug, type, parent_id)
     select 'Shop ' || n, 'shop-' || n || '-' || $1::text, 'customer', $1::uuid from generate_series(1, $2::int) n`,
    [agencyId, count],
  )

describe('a preview', () => {
  it('says who gains, loses and changes access, and leaves out whose role stays', async () => {
    const [from, to] = await twoTenants()
    // An owner here and a viewer there; and somebody of the root, for whom nothing changes.
    await grant(from.users.owner, to.agencyId, 'viewer')
    const { changes } = await preview(from.customerId, { parent_id: to.agencyId })
    const of = (user: string) => changes.people.items.find(({ user_id }) => user_id === user)
    expect(of(from.users.owner)).toMatchObject({ before: 'owner', after: 'viewer', clients: 1 })
    expect(of(from.users.member)).toMatchObject({ before: 'member', after: null })
    expect(of(to.users.admin)).toMatchObject({ before: null, after: 'admin', name: 'admin' })
    expect(of(from.customerUserId)).toBeUndefined()
    expect(of(rootAdmin)).toBeUndefined()
    expect(changes.people).toMatchObject({ total: 8, losing: 3, gaining: 4 })
  })

  it('is what then happens to everybody’s role', async () => {
    const [from, to] = await twoTenants()
    await grant(to.users.viewer, from.customerId, 'member')
    await grant(from.users.admin, to.agencyId, 'owner')
    const people = [...Object.values(from.users), ...Object.values(to.users), from.customerUserId, rootAdmin]
    const roleOf = async (user: string) => {
      const { body } = await smm.call('GET', `/clients/${from.customerId}`, user)
      return (body as { role?: string }).role ?? null
    }
    const before = await Promise.all(people.map(roleOf))
    const { changes } = await preview(from.customerId, { parent_id: to.agencyId })
    await move(from.customerId, { parent_id: to.agencyId })
    const after = await Promise.all(people.map(roleOf))
    const changed = people.flatMap((user_id, index) =>
      before[index] === after[index] ? [] : [{ user_id, before: before[index], after: after[index] }],
    )
    const told = changes.people.items.map(({ user_id, before: was, after: is }) => ({
      user_id,
      before: was,
      after: is,
    }))
    expect(told).toHaveLength(changed.length)
    expect(told).toEqual(expect.arrayContaining(changed))
  })

  it('says which strategy values change, and they do', async () => {
    const [from, to] = await twoTenants()
    await setStrategy(from.agencyId, { brand: { voice: 'Warm' }, content: { cta: 'Call' } })
    await setStrategy(to.agencyId, { brand: { voice: 'Cool' } })
    await setStrategy(from.customerId, { content: { cta: 'Write' } })
    const { changes } = await preview(from.customerId, { parent_id: to.agencyId })
    const [field, ...others] = changes.strategy.items.filter(({ path }) =>
      ['brand.voice', 'content.cta'].includes(path),
    )
    expect(others).toEqual([])
    expect(field).toMatchObject({ path: 'brand.voice', before: 'Warm', after: 'Cool', clients: 1 })
    await move(from.customerId, { parent_id: to.agencyId })
    const layers = await withTenant(smm.db, { kind: 'client', id: from.customerId }, (tx) =>
      lineageStrategy(tx, from.customerId, 'email'),
    )
    expect(layers.map(({ client_id }) => client_id)).toEqual([rootId, to.agencyId, from.customerId])
  })

  it('names keys and templates that stop to apply, and those that begin to', async () => {
    const [from, to] = await twoTenants()
    await smm.admin(
      `insert into prompt_templates (client_id, name, content_type, template) values ($1, 'Old', 'email', 'x'), ($2, 'New', 'faq', 'x')`,
      [from.agencyId, to.agencyId],
    )
    // Partials belong to the prompts of their own client: whoever moves neither loses nor gains any.
    await smm.admin(
      `insert into prompt_templates (client_id, name, kind, content_type, template)
       select c, 'house-voice', 'partial', 'any', 'x' from unnest($1::uuid[]) c`,
      [[from.agencyId, to.agencyId]],
    )
    await smm.admin(`update api_keys set revoked_at = now() where id = $1`, [to.keys.read.id])
    await smm.admin(
      `insert into content_templates (client_id, name, content_types, body) values ($1, 'Brief', '{faq}', '{}')`,
      [from.agencyId],
    )
    await smm.admin(
      `insert into provider_keys (client_id, provider, secret, last_four) values ($1, 'groq', 'k.n.c', 'abcd')`,
      [to.agencyId],
    )
    const { changes } = await preview(from.customerId, { parent_id: to.agencyId })
    expect(changes.api_keys.lost.items.map(({ id }) => id).sort()).toEqual(
      [from.keys.read.id, from.keys.write.id].sort(),
    )
    expect(changes.api_keys.gained.items.map(({ id }) => id)).toEqual([to.keys.write.id])
    expect(changes.prompt_templates).toMatchObject({
      lost: { items: [{ name: 'Old', content_type: 'email', client_id: from.agencyId }] },
      gained: { items: [{ name: 'New', content_type: 'faq' }] },
    })
    expect(changes.content_templates).toMatchObject({ lost: { items: [{ name: 'Brief' }] }, gained: { total: 0 } })
    expect(changes.provider_keys).toMatchObject({
      lost: { total: 0 },
      gained: { items: [{ name: 'groq', last_four: 'abcd', client_id: to.agencyId }] },
    })
    const up = await preview(from.customerId, { parent_id: rootId })
    expect(up.changes.api_keys.gained.total).toBe(0)
  })
})

describe('a move', () => {
  it('makes a customer of a direct client under an agency, and a direct client of it at the root again', async () => {
    const [from, to] = await twoTenants()
    await move(from.customerId, { parent_id: rootId })
    expect(await placeOf(from.customerId)).toEqual({ type: 'direct', parent_id: rootId })
    await move(from.customerId, { parent_id: to.agencyId })
    expect(await placeOf(from.customerId)).toEqual({ type: 'customer', parent_id: to.agencyId })
    expect(await wrongClosure()).toEqual([])
    expect(await smm.audited(from.customerId)).toMatchObject([
      { action: 'client.moved', before: { type: 'customer' }, after: { type: 'direct', parent: 'HG Content' } },
      { action: 'client.moved', before: { type: 'direct' }, after: { type: 'customer' }, facts: { to: to.agencyId } },
    ])
    expect(await smm.audited(from.agencyId)).toMatchObject([
      { action: 'client.left', facts: { clients: [from.customerId] } },
    ])
    expect(await smm.audited(to.agencyId)).toMatchObject([{ action: 'client.joined' }])
  })

  it('takes all customers of an agency at once', async () => {
    const [from, to] = await twoTenants()
    expect(await move(from.agencyId, { parent_id: to.agencyId, scope: 'customers' })).toEqual({
      moved: 2,
      parent_id: to.agencyId,
    })
    expect(await placeOf(from.siblingId)).toMatchObject({ parent_id: to.agencyId })
    expect(await smm.audited(from.siblingId)).toHaveLength(1)
  })

  it('ends the experiments that try a template of the place that is left, and takes briefs along, as the preview said', async () => {
    const [from, to] = await twoTenants()
    const templates = await smm.admin<{ template_id: string }>(
      `insert into prompt_templates (client_id, name, content_type, template)
       values ($1, 'Agency', 'email', 'x'), ($2, 'Own', 'faq', 'x') returning template_id`,
      [from.agencyId, from.customerId],
    )
    const [theirs = '', own = ''] = templates.map(({ template_id }) => template_id)
    await smm.admin(
      `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active)
       select template_id, client_id, name, content_type, 'y', 2, false from prompt_templates where template_id = any($1::uuid[])`,
      [templates.map(({ template_id }) => template_id)],
    )
    const run = async (name: string, clientId: string, ownerId: string, templateId: string) => {
      const [made] = await smm.admin<{ id: string }>(
        `insert into experiments (client_id, template_client_id, template_id, content_type, name, metric, expected_lift,
           minimum_sample, pass_rate_margin, cost_margin)
         values ($1, $2, $3, 'email', $4, 'quality_score', 0.1, 50, 0.1, 0.2) returning id`,
        [clientId, ownerId, templateId, name],
      )
      const id = made?.id ?? ''
      await smm.admin(
        `insert into experiment_variants (client_id, experiment_id, key, version, weight)
         values ($1, $2, 'a', 1, 1), ($1, $2, 'b', 2, 1)`,
        [clientId, id],
      )
      await smm.admin(`update experiments set state = 'running', plan = '{}' where id = $1`, [id])
      return id
    }
    const stranded = await run('Stranded', from.customerId, from.agencyId, theirs)
    const staying = await run('Staying', from.siblingId, from.agencyId, theirs)
    const carried = await run('Carried along', from.customerId, from.customerId, own)
    await smm.admin(
      `insert into jobs (client_id, content_type, prompt, created_by, template_id, template_version, experiment_id, experiment_variant)
       values ($1, 'email', 'x', 'test', $2, 2, $3, 'b')`,
      [from.customerId, theirs, stranded],
    )
    const [piece] = await smm.admin<{ id: string }>('select id from jobs where client_id = $1', [from.customerId])
    const taken = { topic: 'Taken', taken_from: { job_id: piece?.id, client_id: from.customerId } }
    await smm.admin(
      `insert into test_sets (client_id, name, content_type, briefs, created_by) values ($1, 'Set', 'email', $2, 'test')`,
      [from.agencyId, JSON.stringify([{ topic: 'Own' }, taken])],
    )
    const { changes, confirmation } = await preview(from.customerId, { parent_id: to.agencyId })
    expect(changes.taken_briefs).toBe(1)
    expect(changes.experiments.items).toMatchObject([{ id: stranded, name: 'Stranded', client_id: from.customerId }])
    expect(await carryOut(from.customerId, { parent_id: to.agencyId }, confirmation)).toMatchObject({ status: 200 })
    const states = await smm.admin(
      `select name, state, stopped_because, stopped_by, ended_on -> 0 ->> 'assigned' as assigned
       from experiments where id = any($1::uuid[]) order by name`,
      [[stranded, staying, carried]],
    )
    const goesOn = { state: 'running', stopped_because: null, stopped_by: null, assigned: null }
    expect(states).toEqual([
      { name: 'Carried along', ...goesOn },
      { name: 'Staying', ...goesOn },
      { name: 'Stranded', state: 'stopped', stopped_because: 'moved', stopped_by: `user:${rootAdmin}`, assigned: '1' },
    ])
    expect(await smm.admin('select briefs from test_sets where client_id = $1', [from.agencyId])).toEqual([
      { briefs: [{ topic: 'Own' }] },
    ])
    expect(await smm.audited(stranded)).toMatchObject([
      { action: 'experiment.stopped', client_id: from.customerId, facts: { because: 'moved' } },
    ])
  })

  it.each<[string, (from: Tenant, to: Tenant) => Promise<unknown>]>([
    ['somebody got a role', (from, to) => grant(from.users.viewer, to.agencyId, 'member')],
    ['a strategy changed', (_, to) => setStrategy(to.agencyId, { brand: { voice: 'Newly cool' } })],
    ['a client joined', (from) => addCustomers(from.agencyId, 1)],
    [
      'a key came',
      (_, to) =>
        smm.admin(
          `insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, 'n', $2, 'x', '{content:read}')`,
          [to.agencyId, randomUUID().slice(0, 12)],
        ),
    ],
    [
      'the destination got another name',
      (_, to) => smm.admin(`update clients set name = 'Other' where id = $1`, [to.agencyId]),
    ],
  ])('is refused with the present preview when, since the preview, %s', async (_, happen) => {
    const [from, to] = await twoTenants()
    const plan = { parent_id: to.agencyId, scope: 'customers' }
    const { confirmation } = await preview(from.agencyId, plan)
    await happen(from, to)
    const refused = await carryOut(from.agencyId, plan, confirmation)
    expect(refused).toMatchObject({ status: 409, code: 'conflict' })
    expect(await placeOf(from.customerId)).toMatchObject({ parent_id: from.agencyId })
    const now = movePreview.parse(problem.parse(refused.body).current)
    expect(await carryOut(from.agencyId, plan, now.confirmation)).toMatchObject({ status: 200 })
  })

  it('goes ahead when a piece was requested in the meantime, which the preview counts', async () => {
    const [from, to] = await twoTenants()
    const { confirmation } = await preview(from.customerId, { parent_id: to.agencyId })
    await smm.admin(`insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'faq', 'x', 'test')`, [
      from.customerId,
    ])
    expect((await preview(from.customerId, { parent_id: to.agencyId })).pieces_under_way).toBe(1)
    expect(await carryOut(from.customerId, { parent_id: to.agencyId }, confirmation)).toMatchObject({ status: 200 })
  })

  it('is refused for what cannot stand there', async () => {
    const [from, to] = await twoTenants()
    const code = async (id: string, plan: object) => (await ask(id, plan)).code
    expect(await code(from.agencyId, { parent_id: to.agencyId })).toBe('unprocessable')
    expect(await code(from.customerId, { parent_id: to.customerId })).toBe('unprocessable')
    expect(await code(from.customerId, { parent_id: from.customerId })).toBe('unprocessable')
    expect(await code(from.customerId, { parent_id: from.agencyId })).toBe('unprocessable')
    expect(await code(from.customerId, { parent_id: to.agencyId, scope: 'customers' })).toBe('unprocessable')
    expect(await code(rootId, { parent_id: to.agencyId })).toBe('unprocessable')
    await smm.call('POST', `/clients/${to.agencyId}/archive`, rootAdmin)
    expect(await code(from.customerId, { parent_id: to.agencyId })).toBe('client_archived')
    await move(from.customerId, { parent_id: rootId })
    expect(await code(from.siblingId, { parent_id: from.customerId })).toBe('unprocessable')
  })

  it('takes an admin on the client, on the one above it and at the destination', async () => {
    const [from, to] = await twoTenants()
    const code = async (actor: string, id = from.customerId, parent_id = to.agencyId) =>
      (await ask(id, { parent_id }, actor)).code
    expect(await code(from.users.owner)).toBe('not_found')
    await grant(from.users.owner, to.agencyId, 'member')
    expect(await code(from.users.owner)).toBe('forbidden')
    await grant(from.customerUserId, to.agencyId, 'admin')
    expect(await code(from.customerUserId)).toBe('forbidden')
    await smm.admin(`update memberships set role = 'owner' where user_id = $1 and client_id = $2`, [
      from.customerUserId,
      from.customerId,
    ])
    expect(await code(from.customerUserId)).toBe('forbidden')
    await grant(from.users.admin, to.agencyId, 'admin')
    expect(await code(from.users.admin)).toBeUndefined()
    expect(await code(from.users.admin, from.customerId, rootId)).toBe('not_found')
    expect((await carryOut(from.customerId, { parent_id: to.agencyId }, 'x', from.users.member)).code).toBe('forbidden')
  })
})

describe('the last owner of a client', () => {
  /** The root's owners are away while `work` runs. */
  async function withoutRootOwners(work: () => Promise<void>): Promise<void> {
    const owners = await smm.admin<{ user_id: string }>(
      `select user_id from memberships where client_id = $1 and role = 'owner'`,
      [rootId],
    )
    await smm.admin('alter table memberships disable trigger memberships_keep_an_owner')
    await smm.admin(`update memberships set role = 'admin' where client_id = $1 and role = 'owner'`, [rootId])
    await smm.admin('alter table memberships enable trigger memberships_keep_an_owner')
    try {
      await work()
    } finally {
      for (const { user_id } of owners)
        await smm.admin(`update memberships set role = 'owner' where client_id = $1 and user_id = $2`, [
          rootId,
          user_id,
        ])
    }
  }

  it('is not moved away from: the preview says so, and nothing moves', async () => {
    const [from] = await twoTenants()
    await withoutRootOwners(async () => {
      const seen = await preview(from.customerId, { parent_id: rootId })
      expect(seen.changes.ownerless).toMatchObject({ total: 1, items: [{ id: from.customerId }] })
      const refused = await carryOut(from.customerId, { parent_id: rootId }, seen.confirmation)
      expect(refused).toMatchObject({ status: 409, code: 'last_owner' })
      expect(problem.parse(refused.body).detail).toContain('would be left without an owner')
      expect(await placeOf(from.customerId)).toMatchObject({ parent_id: from.agencyId })
      expect(await smm.audited(from.customerId)).toEqual([])
      // Its own owner comes along, and so may it.
      await grant(from.customerUserId, from.siblingId, 'owner')
      expect((await preview(from.siblingId, { parent_id: rootId })).changes.ownerless.total).toBe(0)
      await move(from.siblingId, { parent_id: rootId })
    })
    expect((await preview(from.customerId, { parent_id: rootId })).changes.ownerless.total).toBe(0)
  })

  it('is not left behind by a client that had none before', async () => {
    const [from, to] = await twoTenants()
    await withoutRootOwners(async () => {
      await smm.admin('alter table memberships disable trigger memberships_keep_an_owner')
      await smm.admin(`delete from memberships where client_id = $1 and role = 'owner'`, [from.agencyId])
      await smm.admin('alter table memberships enable trigger memberships_keep_an_owner')
      await move(from.customerId, { parent_id: rootId })
      await move(from.customerId, { parent_id: to.agencyId })
    })
  })

  it('and the client do not part in the same moment: whoever comes second is refused', async () => {
    await withoutRootOwners(async () => {
      for (let round = 0; round < 5; round++) {
        const [from] = await twoTenants()
        await grant(from.customerUserId, from.siblingId, 'owner')
        const seen = await preview(from.siblingId, { parent_id: rootId })
        const [moved, left] = await Promise.all([
          carryOut(from.siblingId, { parent_id: rootId }, seen.confirmation),
          withTenant(smm.db, { kind: 'user', id: from.customerUserId }, (tx) =>
            removeMember(tx, from.siblingId, from.customerUserId),
          ).catch((error: unknown) => {
            if (!violates(error, 'memberships_last_owner')) throw error
            return false
          }),
        ])
        expect([moved.status === 200, left].sort()).toEqual([false, true])
        expect(['conflict', 'last_owner', undefined]).toContain(moved.code)
      }
    })
  })
})

describe('moves at the same time', () => {
  it('of the same client to two places: one is carried out, the other sees the new state', async () => {
    const [from, to] = await twoTenants()
    const [agency, root] = [{ parent_id: to.agencyId }, { parent_id: rootId }]
    const [one, two] = [await preview(from.customerId, agency), await preview(from.customerId, root)]
    const answers = await Promise.all([
      carryOut(from.customerId, agency, one.confirmation),
      carryOut(from.customerId, root, two.confirmation),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await wrongClosure()).toEqual([])
  })

  it('in opposite directions never stop each other for good', async () => {
    const [here, there] = await twoTenants()
    await Promise.all([addCustomers(here.agencyId, 20), addCustomers(there.agencyId, 20)])
    const back = async (agencyId: string, destination: string): Promise<void> => {
      const plan = { parent_id: destination, scope: 'customers' }
      for (let round = 0; round < 6; round++) {
        const seen = await ask(agencyId, plan)
        // 422 when the other one has just taken all of them.
        if (seen.status === 422) continue
        const { status } = await carryOut(agencyId, plan, movePreview.parse(seen.body).confirmation)
        expect([200, 409, 422]).toContain(status)
      }
    }
    await Promise.all([
      back(here.agencyId, there.agencyId),
      back(there.agencyId, here.agencyId),
      back(here.agencyId, there.agencyId),
      back(there.agencyId, here.agencyId),
    ])
    expect(await wrongClosure()).toEqual([])
    const [counted] = await smm.admin<{ count: number }>(
      'select count(*)::int as count from clients where parent_id = any($1)',
      [[here.agencyId, there.agencyId]],
    )
    expect(counted?.count).toBe(44)
  })
})

describe('a thousand customers', () => {
  it('move in one transaction, every one of them told to whoever remembers strategies', async () => {
    const [from, to] = await twoTenants()
    await addCustomers(from.agencyId, 998)
    await setStrategy(from.agencyId, { brand: { voice: 'Warm' } })
    // Every tenth has a strategy of its own, and every one a person.
    await smm.admin(
      `insert into strategies (client_id, name, content_type, configuration)
       select id, 'Own', 'any', jsonb_build_object('brand', jsonb_build_object('tone', 'Tone ' || row_number() over ()))
       from clients where parent_id = $1 and slug like '%0-' || $1::text`,
      [from.agencyId],
    )
    await smm.admin(
      `insert into memberships (user_id, client_id, role) select $1, id, 'viewer' from clients where parent_id = $2`,
      [to.users.member, from.agencyId],
    )
    const told = new Set<string>()
    const listener = createListener({
      directUrl: smm.target.directUrl,
      channels: ['strategies'],
      applicationName: 'test',
      logger: createLogger({ service: 'test', level: 'silent' }),
      onNotification: (_, payload) => told.add(payload),
    })
    await listener.ready
    const plan = { parent_id: to.agencyId, scope: 'customers' }
    const started = performance.now()
    const seen = await preview(from.agencyId, plan)
    const previewed = performance.now()
    expect(await carryOut(from.agencyId, plan, seen.confirmation)).toMatchObject({ status: 200, body: { moved: 1000 } })
    process.stdout.write(
      `1,000 customers: preview ${Math.round(previewed - started)} ms, move ${Math.round(performance.now() - previewed)} ms\n`,
    )
    expect(seen.changes).toMatchObject({
      clients: { total: 1000 },
      people: { losing: 4, gaining: 3, total: 8 },
      strategy: { clients: 1000, items: [{ path: 'brand.voice', before: 'Warm', clients: 1000 }] },
    })
    expect(seen.changes.clients.items).toHaveLength(100)
    await waitFor(() => (told.size >= 1000 ? true : null), { what: 'a notification for each of them' })
    await listener.close()
    expect(await wrongClosure()).toEqual([])
    const [audits] = await smm.admin<{ count: number }>(
      `select count(*)::int as count from audit_log where action = 'client.moved' and facts ->> 'to' = $1`,
      [to.agencyId],
    )
    expect(audits?.count).toBe(1000)
  })
})
