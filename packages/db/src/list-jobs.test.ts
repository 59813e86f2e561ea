import type { JobListQuery } from '@hg/contracts'
import { type Actor, createLogger } from '@hg/runtime'
import { createTenant, createTestDatabase, type TestDatabase, withClient } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database, listJobs, withTenant } from './index.ts'

/** A job as the model knows it. */
interface Known {
  id: string
  client_id: string
  status: string
  content_type: string
  llm_provider: string
  topic: string
  title: string | null
  created_at: Date
}

interface Reader {
  name: string
  actor: Actor
  /** Every client that this reader may see. */
  clients: string[]
}

let target: TestDatabase
let db: Database
let jobs: Known[]
let readers: Reader[]
/** Clients to ask for by name, each with what lies below it. */
let subtrees: Map<string, string[]>

const words = [
  undefined,
  undefined,
  'guide',
  'GUIDE',
  'zeppelin',
  'uide to ro',
  'zq',
  'r',
  '100%',
  '_',
  'où',
  '屋根',
  'roof  A',
  '("',
]

beforeAll(async () => {
  target = await createTestDatabase()
  const logger = createLogger({ service: 'test', level: 'silent' })
  db = createDatabase({ url: target.url, max: 4, applicationName: 'test', logger })
  const [ours, theirs] = [await createTenant(target.adminUrl), await createTenant(target.adminUrl)]
  const [first, second] = [ours, theirs].map(({ agencyId, customerId, siblingId }) => [agencyId, customerId, siblingId])
  const owned = [...(first ?? []), ...(second ?? []), ours.rootId]
  const ids = await withClient(target.adminUrl, async (admin) => {
    // More than the newest that are tried first, over more months than there are partitions, and most of it one client's.
    await admin.query(
      `set session_replication_role = replica;
       insert into jobs (id, client_id, content_type, prompt, status, llm_provider, parameters, result, created_by)
       select app.uuid_v7(now() - interval '600 days' * n / 9000.0),
         (array['${owned.join("','")}'])[1 + floor(7 * (n * 7919 % 9973 / 9973.0) ^ 3)]::uuid,
         (case when n % 211 = 0 then 'lesson_plan' when n % 3 = 0 then 'article' else 'blog_post' end)::content_type, '',
         (case when n % 97 = 0 then 'pending' when n % 89 = 0 then 'processing' when n % 31 = 0 then 'failed'
           else 'completed' end)::job_status,
         case when n % 57 = 0 then 'groq' else 'openai' end,
         jsonb_build_object('topic', case when n % 5 = 0 then 'A guide to roofs' when n % 1499 = 0 then 'A Zeppelin, 100% by hand'
           when n % 701 = 0 then '新しい屋根' when n % 499 = 0 then 'Où aller' else 'Where it rains ("ever") my_roof' end),
         case when n % 7 = 0 then jsonb_build_object('title', 'A title with zq in it') end, 'user:test'
       from generate_series(1, 9000) n;
       insert into job_list (id, client_id, status, content_type, llm_provider, words)
       select id, client_id, status, content_type, llm_provider, app.list_words(topic, title) from jobs;
       set session_replication_role = origin`,
    )
    const { rows } = await admin.query<Known>(
      'select id, client_id, status, content_type, llm_provider, topic, title, created_at from jobs order by id desc',
    )
    jobs = rows
    const people = await admin.query<{ root: string; scattered: string }>(
      `with people as (
         insert into users (email, name, password_hash)
         values ('root@lists.example', 'Root', 'unusable'), ('scattered@lists.example', 'Scattered', 'unusable')
         returning id, email
       ), roles as (
         insert into memberships (user_id, client_id, role)
         select id, $1::uuid, 'viewer'::member_role from people where email like 'root%' union all
         select id, unnest($2::uuid[]), 'viewer' from people where email like 'scattered%'
       )
       select (select id from people where email like 'root%') as root,
         (select id from people where email like 'scattered%') as scattered`,
      [ours.rootId, [ours.siblingId, theirs.customerId]],
    )
    const all = await admin.query<{ id: string }>('select id from clients')
    return {
      root: people.rows[0]?.root ?? '',
      scattered: people.rows[0]?.scattered ?? '',
      all: all.rows.map(({ id }) => id),
    }
  })
  readers = [
    { name: 'the root', actor: { kind: 'user', id: ids.root }, clients: ids.all },
    { name: 'an agency', actor: { kind: 'user', id: ours.users.viewer }, clients: first ?? [] },
    { name: 'a key', actor: { kind: 'key', id: theirs.keys.read.id }, clients: second ?? [] },
    { name: 'a customer', actor: { kind: 'user', id: ours.customerUserId }, clients: [ours.customerId] },
    { name: 'a worker', actor: { kind: 'client', id: ours.agencyId }, clients: [ours.agencyId] },
    { name: 'a worker of the root', actor: { kind: 'client', id: ours.rootId }, clients: [ours.rootId] },
    { name: 'two places', actor: { kind: 'user', id: ids.scattered }, clients: [ours.siblingId, theirs.customerId] },
    { name: 'nobody', actor: { kind: 'user', id: theirs.agencyId }, clients: [] },
  ]
  subtrees = new Map([
    ...owned.map((id): [string, string[]] => [id, [id]]),
    [ours.agencyId, first ?? []],
    [theirs.agencyId, second ?? []],
    [ours.rootId, ids.all],
  ])
})
afterAll(async () => {
  await db.close()
  await target.drop()
})

/** What a page must hold, by plain reading. */
function expected(reader: Reader, filter: Omit<JobListQuery, 'cursor'>, before: string | undefined): string[] {
  const under = filter.client_id === undefined ? reader.clients : (subtrees.get(filter.client_id) ?? [])
  const mayAsk = filter.client_id === undefined || reader.clients.includes(filter.client_id)
  const sought = filter.q && (/[\p{L}\p{N}_]{3}/u.test(filter.q) ? filter.q : ` ${filter.q}`).toLowerCase()
  return jobs
    .filter((job) => mayAsk && under.includes(job.client_id) && reader.clients.includes(job.client_id))
    .filter((job) => !filter.status || job.status === filter.status)
    .filter((job) => !filter.content_type || job.content_type === filter.content_type)
    .filter((job) => !filter.llm_provider || job.llm_provider === filter.llm_provider)
    .filter((job) => !filter.created_after || job.created_at >= new Date(filter.created_after))
    .filter((job) => !filter.created_before || job.created_at < new Date(filter.created_before))
    .filter((job) => !sought || ` ${job.topic}  ${job.title ?? ''}`.toLowerCase().includes(sought))
    .filter((job) => before === undefined || job.id < before)
    .slice(0, filter.limit + 1)
    .map(({ id }) => id)
}

it('a page holds what a plain reading finds, whoever reads and by whatever filters', async () => {
  let state = 1
  const pick = <T>(from: readonly T[]): T | undefined => {
    state = (state * 48271) % 2147483647
    return from[state % from.length]
  }
  const moments = jobs.filter((_, index) => index % 1500 === 700).map(({ created_at }) => created_at.toISOString())
  moments.push('1970-01-01T00:00:00.000Z', '9998-12-31T00:00:00.000Z')
  for (let n = 0; n < 400; n++) {
    const reader = readers[n % readers.length] as Reader
    const filter = {
      limit: pick([7, 7, 100]) ?? 7,
      client_id: pick([undefined, undefined, ...subtrees.keys()]),
      status: pick([undefined, undefined, undefined, 'failed', 'pending', 'completed'] as const),
      content_type: pick([undefined, undefined, undefined, 'article', 'lesson_plan'] as const),
      llm_provider: pick([undefined, undefined, undefined, 'groq', 'openai'] as const),
      created_after: pick([false, false, false, true]) ? pick(moments) : undefined,
      created_before: pick([false, false, false, true]) ? pick(moments) : undefined,
      q: pick(words),
    }
    let before: string | undefined
    for (let page = 0; page < 3; page++) {
      const rows = await withTenant(db, reader.actor, (tx) => listJobs(tx, { ...filter, before }))
      const found = rows.map(({ id }) => id)
      expect({ reader: reader.name, filter, page, found }).toEqual({
        reader: reader.name,
        filter,
        page,
        found: expected(reader, filter, before),
      })
      if (found.length <= filter.limit) break
      before = found[filter.limit - 1]
    }
  }
}, 120_000)

it('a page within many jobs of one millisecond ends, and holds what matches', async () => {
  const reader = readers[1] as Reader
  const rows = await withClient(target.adminUrl, async (admin) => {
    const moment = await admin.query<{ at: string }>('select left(app.uuid_v7()::text, 13) as at')
    const { rows: made } = await admin.query<{ id: string; topic: string }>(
      `insert into jobs (id, client_id, content_type, prompt, created_by, parameters)
       select ($1 || '-7' || lpad(to_hex(n), 3, '0') || '-8000-000000000000')::uuid, ($2::uuid[])[1 + n % 2], 'faq', '', 'user:test',
         jsonb_build_object('topic', case when n % 200 = 7 then 'Simultaneous kites' else 'Another' end)
       from generate_series(1, 600) n
       returning id, topic`,
      [moment.rows[0]?.at, reader.clients],
    )
    return made
  })
  const before = rows.at(-1)?.id
  const found = await withTenant(db, reader.actor, (tx) => listJobs(tx, { limit: 7, q: 'simultaneous', before }))
  const matching = rows.filter(({ topic }) => topic.startsWith('Simultaneous')).map(({ id }) => id)
  expect(found.map(({ id }) => id)).toEqual(matching.toReversed())
}, 20_000)

describe('a job that changes', () => {
  const change = (text: string, values: unknown[] = []) =>
    withClient(target.adminUrl, async (admin) => (await admin.query<{ id: string }>(text, values)).rows[0]?.id ?? '')
  const finds = async (filter: Partial<JobListQuery>) => {
    const reader = readers[0] as Reader
    const rows = await withTenant(db, reader.actor, (tx) => listJobs(tx, { limit: 10, ...filter }))
    return rows.map(({ id }) => id)
  }

  it('is found as it is now: by its state, by its title after the latest edit, and by no text once that is gone', async () => {
    const id = await change(
      `insert into jobs (client_id, content_type, prompt, created_by, parameters)
       select id, 'faq', '', 'user:test', '{"topic": "Quicksilver lamps"}' from clients where type = 'root' returning id`,
    )
    expect(await finds({ q: 'quicksilver', status: 'pending' })).toEqual([id])

    await change(
      `update jobs set status = 'completed', llm_provider = 'groq', result = '{"title": "Lamps of mercury"}' where id = $1`,
      [id],
    )
    expect(await finds({ q: 'quicksilver', status: 'pending' })).toEqual([])
    expect(await finds({ q: 'of mercury', status: 'completed', llm_provider: 'groq' })).toEqual([id])

    await change(
      `insert into job_revisions (client_id, job_id, revision, title, content, word_count, quality, created_by)
       select client_id, id, 2, 'Lamps of old', '', 0, '{"score": 1}', 'user:test' from jobs where id = $1`,
      [id],
    )
    expect(await finds({ q: 'of mercury' })).toEqual([])
    expect(await finds({ q: 'lamps of old' })).toEqual([id])
    expect(await finds({ q: 'quicksilver' })).toEqual([id])

    await withClient(target.adminUrl, async (admin) => {
      await admin.query('set role hg_content_rls')
      await admin.query(
        `update jobs set prompt = '', prompt_system = null, parameters = '{}', strategy = '{}', result = null,
           error_message = null, template_name = null, emptied_at = now() where id = $1`,
        [id],
      )
    })
    for (const q of ['quicksilver', 'lamps']) expect(await finds({ q })).toEqual([])
    expect(await change(`select words as id from job_list where id = $1`, [id])).toBe('   ')
  })
})
