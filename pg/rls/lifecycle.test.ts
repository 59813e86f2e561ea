import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client, type Notification } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
let admin: Client
let clientId: string

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
  clientId = (await one<{ id: string }>(`select id from clients where slug = 'pasco-scientific'`)).id
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

async function one<T extends object>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await admin.query<T>(sql, values)
  if (!rows[0]) throw new Error(`no row: ${sql}`)
  return rows[0]
}

/** The constraint that refuses a statement; the superuser is not above triggers. */
async function refusal(sql: string, values: unknown[] = []): Promise<string | undefined> {
  try {
    await admin.query(sql, values)
    return undefined
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error)
  }
}

async function addJob(status = 'pending'): Promise<string> {
  const { id } = await one<{ id: string }>(
    `insert into jobs (client_id, content_type, prompt, created_by, parameters)
     values ($1, 'article', 'Topic', 'test', '{"topic": "Topic"}') returning id`,
    [clientId],
  )
  if (status !== 'pending') await admin.query('update jobs set status = $2 where id = $1', [id, status])
  return id
}

/** Notifications on a channel while `work` runs. */
async function heard(channel: string, work: () => Promise<unknown>): Promise<string[]> {
  const listener = new Client(database.adminUrl)
  await listener.connect()
  const payloads: string[] = []
  listener.on('notification', (message: Notification) => void payloads.push(message.payload ?? ''))
  await listener.query(`listen ${channel}`)
  await work()
  // A round trip on the listening connection delivers everything that was committed before it.
  await listener.query('select 1')
  await listener.end()
  return payloads
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

describe('a job that has ended', () => {
  const changes: Record<string, string> = {
    status: `status = 'pending'`,
    result: `result = '{"title": "Other"}'`,
    prompt: `prompt = 'Other'`,
    client: `client_id = (select id from clients where slug = 'ohio-paving')`,
    error: `error_code = 'internal', error_message = 'Other'`,
    provider: `llm_provider = 'groq'`,
    claim: `epoch = epoch + 1`,
    lease: `lease_until = now()`,
    reservation: 'reserved_usd = 1',
    parameters: `parameters = '{"topic": "Other"}'`,
    completion: `completed_at = now()`,
  }

  for (const status of ['completed', 'failed', 'cancelled']) {
    it(`never changes again: ${status}`, async () => {
      const id = await addJob(status)
      for (const [what, change] of Object.entries(changes))
        expect(await refusal(`update jobs set ${change} where id = $1`, [id]), what).toBe('jobs_final')
      expect((await one<{ status: string }>('select status from jobs where id = $1', [id])).status).toBe(status)
    })

    it(`still takes what its calls cost: ${status}`, async () => {
      const id = await addJob(status)
      const costs = 'input_tokens = 10, output_tokens = 20, total_tokens = 30, estimated_cost = 0.0001'
      expect(await refusal(`update jobs set ${costs} where id = $1`, [id])).toBeUndefined()
      expect(await refusal(`update jobs set total_tokens = 40, priority = 1 where id = $1`, [id])).toBe('jobs_final')
      expect(await one('select total_tokens, priority from jobs where id = $1', [id])).toEqual({
        total_tokens: 30,
        priority: 5,
      })
    })
  }

  it('can be emptied by the purge and the erasures, with all that is worked out from its texts', async () => {
    const id = await addJob('processing')
    const result = { title: 'Ours', word_count: 3, quality: { score: 91, passed: true } }
    await admin.query(
      `update jobs set status = 'completed', result = $2, parameters = '{"topic": "Ours"}' where id = $1`,
      [id, result],
    )
    const { rows } = await admin.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'jobs'::regclass and attgenerated <> ''`,
    )
    const derived = async () => {
      const job = await one<Record<string, unknown>>('select * from jobs where id = $1', [id])
      return rows.filter(({ name }) => name !== 'created_at' && job[name] === null).map(({ name }) => name)
    }
    expect(await derived()).toEqual([])
    await admin.query('begin')
    await admin.query('set local role hg_content_rls')
    await admin.query(
      `update jobs set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null,
         strategy = '{}', template_name = null, emptied_at = now() where id = $1`,
      [id],
    )
    await admin.query('commit')
    expect((await derived()).length).toBe(rows.length - 1)
  })

  it('changes freely until then', async () => {
    const id = await addJob('processing')
    for (const [what, change] of Object.entries(changes))
      if (what !== 'client')
        expect(await refusal(`update jobs set ${change} where id = $1`, [id]), what).toBeUndefined()
  })

  it('cannot move to another client, ended or not', async () => {
    const id = await addJob()
    const other = `(select id from clients where slug = 'ohio-paving')`
    expect(await refusal(`update jobs set client_id = ${other} where id = $1`, [id])).toMatch(/fkey/)
  })
})

describe('every change of status', () => {
  it('is an event, and nothing else is', async () => {
    const id = await addJob()
    await admin.query(`update jobs set status = 'processing', epoch = 1 where id = $1`, [id])
    await admin.query('update jobs set priority = 9 where id = $1', [id])
    await admin.query(`update jobs set status = 'processing' where id = $1`, [id])
    await admin.query(`update jobs set status = 'completed', result = '{"quality": {"score": 91}}' where id = $1`, [id])
    const { rows } = await admin.query('select status, data from job_events where job_id = $1 order by id', [id])
    expect(rows).toEqual([
      { status: 'pending', data: {} },
      { status: 'processing', data: { provider: 'openai' } },
      { status: 'completed', data: { provider: 'openai', quality_score: 91 } },
    ])
  })

  it('wakes the listeners with ids and the status, and no content', async () => {
    const payloads = await heard('job_events', async () => {
      const id = await addJob()
      await admin.query(`update jobs set status = 'failed', error_message = 'Secret' where id = $1`, [id])
    })
    expect(payloads).toHaveLength(2)
    for (const payload of payloads)
      expect(payload).toMatch(new RegExp(`^${uuid} ${clientId} ${uuid} (pending|failed)$`))
  })
})

describe('a version of a prompt template', () => {
  it('never changes; only which version is active does', async () => {
    const { id } = await one<{ id: string }>(
      `insert into prompt_templates (client_id, name, content_type, template) values ($1, 'Mine', 'faq', 'One') returning id`,
      [clientId],
    )
    for (const change of [
      `template = 'Two'`,
      `system_template = 'Two'`,
      `message = 'Two'`,
      `model_settings = '{"temperature": 0}'`,
      `trim_order = '["brief"]'`,
      `created_by = 'Two'`,
      'restored_from = 1',
      'version = 2',
      `variables = '[]'`,
    ])
      expect(await refusal(`update prompt_templates set ${change} where id = $1`, [id])).toBe(
        'prompt_templates_immutable',
      )
    expect(await refusal('update prompt_templates set is_active = false where id = $1', [id])).toBeUndefined()
  })

  it('is active alone, for its template and for its client and type', async () => {
    const add = (version: number, templateId: string, type: string) =>
      refusal(
        `insert into prompt_templates (client_id, template_id, name, content_type, template, version)
         values ($1, $2, 'Mine', $3, 'x', $4)`,
        [clientId, templateId, type, version],
      )
    const template = '0190a6d8-0000-7000-8000-00000000000a'
    expect(await add(1, template, 'ad_copy')).toBeUndefined()
    expect(await add(2, template, 'email')).toBe('prompt_templates_active_version')
    expect(await add(1, '0190a6d8-0000-7000-8000-00000000000b', 'ad_copy')).toBe('prompt_templates_one_active')
    expect(await add(1, template, 'newsletter')).toBe('prompt_templates_template_id_version_key')
  })
})

describe('a prompt template', () => {
  const other = `(select id from clients where slug = 'ohio-paving')`
  const template = '0190a6d8-0000-7000-8000-00000000000c'
  const add = (version: number, set: { client?: string; name?: string; type?: string; kind?: string } = {}) =>
    refusal(
      `insert into prompt_templates (client_id, template_id, name, content_type, kind, template, version, is_active)
       values (${set.client ?? `'${clientId}'`}, $1, $2, $3, $4, 'x', $5, false)`,
      [template, set.name ?? 'Whole', set.type ?? 'newsletter', set.kind ?? 'prompt', version],
    )

  it('has one client, kind, content type and name, and versions without a gap', async () => {
    expect(await add(2)).toBe('prompt_templates_whole')
    expect(await add(1)).toBeUndefined()
    expect(await add(3)).toBe('prompt_templates_whole')
    for (const set of [
      { client: other },
      { name: 'Another' },
      { type: 'email' },
      { name: 'whole', type: 'any', kind: 'partial' },
    ])
      expect(await add(2, set), JSON.stringify(set)).toBe('prompt_templates_whole')
    expect(await add(2)).toBeUndefined()
  })

  it('is renamed with all its versions, or not at all', async () => {
    const rename = (where: string) =>
      refusal(`update prompt_templates set name = 'Renamed' where template_id = $1 and ${where}`, [template])
    expect(await rename('version = 1')).toBe('prompt_templates_whole')
    expect(await rename('true')).toBeUndefined()
  })

  it('that changed is announced by its client’s id alone', async () => {
    const payloads = await heard('prompts', () =>
      admin.query('update prompt_templates set is_active = true where template_id = $1 and version = 2', [template]),
    )
    expect(payloads).toEqual([clientId])
  })

  it('has labels that point at its own versions, and none is called production', async () => {
    const label = (name: string, version: number, client = `'${clientId}'`) =>
      refusal(`insert into prompt_labels (client_id, template_id, label, version) values (${client}, $1, $2, $3)`, [
        template,
        name,
        version,
      ])
    expect(await label('staging', 3)).toBe('prompt_labels_client_id_template_id_version_fkey')
    expect(await label('staging', 2, other)).toBe('prompt_labels_client_id_template_id_version_fkey')
    for (const name of ['production', 'Staging', '', '1st', 'a'.repeat(41)])
      expect(await label(name, 2), name).toMatch(/^prompt_labels_label/)
    expect(await label('staging', 2)).toBeUndefined()
    expect(await label('staging', 1)).toBe('prompt_labels_pkey')
  })
})

describe('a partial', () => {
  const add = (name: string, set = '', values = '') =>
    refusal(
      `insert into prompt_templates (client_id, name, content_type, kind, template${set})
       values ($1, $2, 'any', 'partial', 'x'${values})`,
      [clientId, name],
    )

  it('has a handle that no other of its client has, in use beside the template for any content', async () => {
    expect(await add('house-voice')).toBeUndefined()
    expect(await add('house-voice', ', is_active', ', false')).toBe('prompt_templates_one_handle')
    expect(await add('house-rules')).toBeUndefined()
    for (const name of ['House voice', 'house--voice', '-house', 'house-', 'house_voice', 'a'.repeat(61)])
      expect(await add(name), name).toBe('prompt_templates_partial')
  })

  it('is one text, and keeps its name', async () => {
    for (const [set, values] of [
      [', system_template', `, 'x'`],
      [', variables', `, '{"type": "object"}'`],
      [', model_settings', `, '{"temperature": 0}'`],
      [', trim_order', `, '["brief"]'`],
    ])
      expect(await add('more', set, values), set).toBe('prompt_templates_partial')
    expect(await refusal(`update prompt_templates set name = 'other' where name = 'house-voice'`)).toBe(
      'prompt_templates_immutable',
    )
  })
})

describe('a strategy', () => {
  const versions = async (id: string) => {
    const { rows } = await admin.query<{ version: number; configuration: unknown }>(
      'select version, configuration from strategy_versions where strategy_id = $1 order by version',
      [id],
    )
    return rows.map((row) => [row.version, row.configuration])
  }

  it('keeps every version of what it said, numbered by the database', async () => {
    const { id } = await one<{ id: string }>(
      `insert into strategies (client_id, name, content_type, configuration) values ($1, 'Mine', 'ad_copy', '{}') returning id`,
      [clientId],
    )
    const cta = { content: { cta: 'Call' } }
    await admin.query('update strategies set configuration = $2, version = 70 where id = $1', [id, cta])
    await admin.query(`update strategies set name = 'Renamed', is_active = false where id = $1`, [id])
    await admin.query('update strategies set configuration = $2 where id = $1', [id, cta])
    await admin.query(`update strategies set merge_modes = '{"content.cta": "locked"}' where id = $1`, [id])
    expect(await versions(id)).toEqual([
      [1, {}],
      [2, cta],
      [3, cta],
    ])
    expect(await one('select version from strategies where id = $1', [id])).toEqual({ version: 3 })
  })

  it('that changed is announced by its client’s id alone', async () => {
    const payloads = await heard('strategies', () =>
      admin.query(`update strategies set configuration = '{"content": {"cta": "Now"}}' where client_id = $1`, [
        clientId,
      ]),
    )
    expect(new Set(payloads)).toEqual(new Set([clientId]))
  })
})

describe('an API key', () => {
  it('that changed is announced by its public id alone', async () => {
    await admin.query(
      `insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, 'K', 'publicid0001', $2, '{content:read}')`,
      [clientId, 'a'.repeat(64)],
    )
    const payloads = await heard('api_keys', () =>
      admin.query(`update api_keys set revoked_at = now() where key_id = 'publicid0001'`),
    )
    expect(payloads).toEqual(['publicid0001'])
  })
})
