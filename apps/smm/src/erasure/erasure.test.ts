import { erasedClient, erasedPerson } from '@hg/contracts'
import { withTenant, writeAudit } from '@hg/db'
import { readHeads, verifyAudit } from '@hg/pg/audit'
import { createTenant, type Tenant, withClient } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from '../audit/seal.ts'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

const auditKey = randomBytes(32)
let smm: TestSmm
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  smm = await startTestSmm()
  ours = await createTenant(smm.target.adminUrl)
  theirs = await createTenant(smm.target.adminUrl)
})
afterAll(() => smm.close())

/** Everything that the tables hold, as `copy` would write it. */
async function dump(): Promise<string> {
  const tables = await smm.admin<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await smm.admin<{ row: string }>(`select t::text as row from public.${name} t`)
      return rows.map(({ row }) => row)
    }),
  )
  return texts.flat().join('\n')
}
async function remaining(strings: string[]): Promise<string[]> {
  const text = (await dump()).toLowerCase()
  return strings.filter((one) => text.includes(one.toLowerCase()))
}
async function expectVerifiedChain(): Promise<void> {
  await sealAudit(smm.db, auditKey)
  const findings = await withClient(smm.target.adminUrl, async (db) => verifyAudit(db, auditKey, await readHeads(db)))
  expect(findings.findings).toEqual([])
}

/** A person with all that one leaves behind. Returns their strings. */
async function addPerson(clientId: string, tag: string): Promise<{ id: string; email: string; strings: string[] }> {
  const email = `${tag}@people.example`
  const name = `Quentin ${tag} Quigley`
  const [made] = await smm.admin<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, $2, $3) returning id`,
    [email, name, `hash-of-${tag}`],
  )
  const id = made?.id ?? ''
  await smm.admin('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, clientId, 'admin'])
  await smm.admin(
    `insert into sessions (user_id, address, user_agent, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [id, '198.51.100.77', `Browser of ${tag}`],
  )
  await smm.admin(`insert into second_factors (user_id, secret, confirmed_at) values ($1, $2, now())`, [
    id,
    `totp-${tag}`,
  ])
  await smm.admin('insert into recovery_codes (user_id, hash) values ($1, $2)', [id, `${tag}-code`.padEnd(64, '0')])
  await smm.admin('insert into password_resets (token_hash, user_id) values ($1, $2)', [
    `${tag}-reset`.padEnd(64, '0'),
    id,
  ])
  await smm.admin(
    `insert into invites (client_id, email, role, token_hash, expires_at) values ($1, $2, 'viewer', $3, now() + interval '1 day')`,
    [theirs.agencyId, email, `${tag}-invite`.padEnd(64, '0')],
  )
  // Two addresses of before, by which they were invited and written down.
  const former = [`${tag}@former.example`, `${tag}@first.example`]
  for (const [index, old] of former.entries())
    await smm.admin(
      `insert into email_changes (user_id, old_email, new_email, token_hash, confirmed_at, undo_hash, undo_until)
       values ($1, $2, $3, $4, now(), $5, now())`,
      [id, old, email, `${tag}-email${index}`.padEnd(64, '0'), `${tag}-undo${index}`.padEnd(64, '0')],
    )
  await smm.admin(
    `insert into invites (client_id, email, role, token_hash, expires_at) values ($1, $2, 'viewer', $3, now() + interval '1 day')`,
    [theirs.customerId, former[0], `${tag}-late`.padEnd(64, '0')],
  )
  await withTenant(smm.db, { kind: 'user', id: theirs.users.owner }, (tx) =>
    writeAudit(
      tx,
      { requestId: 'request', address: '192.0.2.1' },
      {
        clientId: theirs.customerId,
        action: 'invite.created',
        targetType: 'invite',
        targetId: null,
        label: former[1] ?? '',
      },
    ),
  )
  const call = { requestId: 'request', address: '198.51.100.78' }
  await withTenant(smm.db, { kind: 'user', id }, async (tx) => {
    await writeAudit(tx, call, {
      clientId,
      action: 'client.renamed',
      targetType: 'client',
      targetId: clientId,
      after: { name: 'What they did stays' },
    })
    await writeAudit(tx, call, {
      clientId: null,
      action: 'profile.changed',
      targetType: 'user',
      targetId: id,
      label: name,
      after: { name },
    })
  })
  await withTenant(smm.db, { kind: 'user', id: ours.users.owner }, (tx) =>
    writeAudit(
      tx,
      { requestId: 'request', address: '192.0.2.1' },
      {
        clientId,
        action: 'member.added',
        targetType: 'user',
        targetId: id,
        label: email,
        after: { email, name, role: 'admin' },
      },
    ),
  )
  const codes = ['code', 'reset', 'invite'].map((what) => `${tag}-${what}`)
  return {
    id,
    email,
    strings: [
      email,
      name,
      `hash-of-${tag}`,
      '198.51.100.77',
      '198.51.100.78',
      `Browser of ${tag}`,
      `totp-${tag}`,
      ...former,
      ...codes,
    ],
  }
}

describe('POST /people/:id/erase', () => {
  it('leaves no string of a person, what they did, and an audit that verifies', async () => {
    const person = await addPerson(ours.customerId, 'zyxw')
    await sealAudit(smm.db, auditKey)
    expect(await remaining(person.strings)).toEqual(person.strings)
    const answer = await smm.call('POST', `/people/${person.id}/erase`, ours.users.owner, { confirm: person.email })
    expect(answer.status).toBe(200)
    expect(erasedPerson.parse(answer.body)).toEqual({ roles: 1, sessions: 1, audit_details: 4 })
    expect(await remaining([...person.strings, 'zyxw'])).toEqual([])
    expect(await remaining(['What they did stays'])).toHaveLength(1)
    await expectVerifiedChain()
    expect(
      (await smm.call('POST', `/people/${person.id}/erase`, ours.users.owner, { confirm: person.email })).status,
    ).toBe(404)
  })

  it('is for the person, and for the owner of every client that they have a role on', async () => {
    const person = await addPerson(ours.customerId, 'vutsr')
    const erase = (actor: string, confirm = person.email) =>
      smm.call('POST', `/people/${person.id}/erase`, actor, { confirm })
    for (const actor of [ours.users.admin, ours.users.viewer, theirs.users.owner, ours.customerUserId])
      expect([actor, (await erase(actor)).status]).toEqual([actor, 404])
    expect((await erase(ours.users.owner, 'somebody@else.example')).status).toBe(400)
    await smm.admin(`insert into memberships (user_id, client_id, role) values ($1, $2, 'viewer')`, [
      person.id,
      theirs.agencyId,
    ])
    expect((await erase(ours.users.owner)).status).toBe(404)
    expect((await erase(person.id)).status).toBe(200)
    expect(await remaining(['vutsr'])).toEqual([])
    await expectVerifiedChain()
  })
})

describe('what others did stays in the audit, whatever the erased were called', () => {
  /** Two changes at another tenant's client: one about the client, one about a person. Says what their details hold now. */
  async function changesElsewhere(said: string) {
    const { users, agencyId, customerUserId } = theirs
    const request = { requestId: `elsewhere-${randomBytes(8).toString('hex')}`, address: null }
    await withTenant(smm.db, { kind: 'user', id: users.owner }, async (tx) => {
      const client = { clientId: agencyId, targetType: 'client', targetId: agencyId }
      await writeAudit(tx, request, { ...client, action: 'client.renamed', label: said, after: { name: said } })
      const person = { clientId: agencyId, targetType: 'person', targetId: customerUserId }
      await writeAudit(tx, request, { ...person, action: 'person.renamed', label: said, after: { name: said } })
    })
    return () =>
      smm.admin<{ label: string }>(
        'select d.label, d.after from audit_details d join audit_log l on l.id = d.audit_id where l.request_id = $1',
        [request.requestId],
      )
  }
  const kept = (said: string) => Array.from({ length: 2 }, () => ({ label: said, after: { name: said } }))

  it.each(['e', 'name', 'John Smith of Elsewhere'])('a person called %j', async (name) => {
    const stored = await changesElsewhere(name)
    const person = await addPerson(ours.customerId, `one${name.length}`)
    await smm.admin('update users set name = $2 where id = $1', [person.id, name])
    const erased = await smm.call('POST', `/people/${person.id}/erase`, person.id, { confirm: person.email })
    expect(erased.status).toBe(200)
    expect(await stored()).toEqual(kept(name))
    await expectVerifiedChain()
  })

  it('a person whose address is the end of another one', async () => {
    const stored = await changesElsewhere('max.long@people.example')
    const person = await addPerson(ours.customerId, 'g')
    expect((await smm.call('POST', `/people/${person.id}/erase`, person.id, { confirm: person.email })).status).toBe(
      200,
    )
    expect(await stored()).toEqual(kept('max.long@people.example'))
  })

  it.each(['e', 'name', 'Lamps of Elsewhere'])('a client called %j', async (name) => {
    const stored = await changesElsewhere(name)
    const tenant = await createTenant(smm.target.adminUrl)
    const [client] = await smm.admin<{ slug: string }>(
      'update clients set name = $2, archived_at = now() where id = $1 returning slug',
      [tenant.customerId, name],
    )
    const path = `/clients/${tenant.customerId}/erase`
    expect((await smm.call('POST', path, tenant.users.owner, { confirm: client?.slug })).status).toBe(200)
    expect(await stored()).toEqual(kept(name))
    await expectVerifiedChain()
  })
})

describe('POST /clients/:id/erase', () => {
  it('takes an owner, the slug, an archived client, and nothing under way', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const [client] = await smm.admin<{ slug: string }>('select slug from clients where id = $1', [tenant.customerId])
    const erase = (actor: string, confirm = client?.slug) =>
      smm.call('POST', `/clients/${tenant.customerId}/erase`, actor, { confirm })
    expect((await erase(tenant.users.admin)).status).toBe(403)
    expect((await erase(theirs.users.owner)).status).toBe(404)
    expect((await erase(tenant.users.owner, 'another')).status).toBe(400)
    expect(await erase(tenant.users.owner)).toMatchObject({ status: 422, code: 'unprocessable' })
    await smm.admin(
      `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'article', 'Running', 'test')`,
      [tenant.customerId],
    )
    await smm.admin('update clients set archived_at = now() where id = $1', [tenant.customerId])
    expect(await erase(tenant.users.owner)).toMatchObject({ status: 422 })
    await smm.admin(`update jobs set status = 'cancelled' where client_id = $1`, [tenant.customerId])
    expect((await erase(tenant.users.owner)).status).toBe(200)
    expect(await erase(tenant.users.owner, `erased-${tenant.customerId}`)).toMatchObject({ status: 422 })
    const restored = await smm.call('POST', `/clients/${tenant.customerId}/restore`, tenant.users.owner)
    expect(restored).toMatchObject({ status: 422, code: 'unprocessable' })
  })

  it('is refused to the last owner: somebody has to answer for what stays', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const [client] = await smm.admin<{ slug: string }>(
      'update clients set archived_at = now() where id = $1 returning slug',
      [tenant.agencyId],
    )
    const roots = `client_id = '${tenant.rootId}'`
    await smm.admin('alter table memberships disable trigger memberships_keep_an_owner')
    const owners = await smm.admin<{ user_id: string }>(
      `update memberships set role = 'admin' where ${roots} and role = 'owner' returning user_id`,
    )
    await smm.admin('alter table memberships enable trigger memberships_keep_an_owner')
    const erase = () =>
      smm.call('POST', `/clients/${tenant.agencyId}/erase`, tenant.users.owner, { confirm: client?.slug })
    expect(await erase()).toMatchObject({ status: 409, code: 'last_owner' })
    await smm.admin(`update memberships set role = 'owner' where ${roots} and user_id = any($1)`, [
      owners.map(({ user_id }) => user_id),
    ])
    expect((await erase()).status).toBe(200)
  })

  it('leaves no name that the client had before, in the audit of others neither, however it is written there', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const { agencyId, customerId, users } = tenant
    const call = { requestId: 'request', address: null }
    const renamed = ['Vvqvvqvv "Lamps" & Co', 'Wwkwwkww\\Lights'].map((name) => ({ name }))
    await withTenant(smm.db, { kind: 'user', id: users.owner }, async (tx) => {
      const target = { targetType: 'client', targetId: customerId }
      const [before = {}, after = {}] = renamed
      await writeAudit(tx, call, { clientId: customerId, action: 'client.changed', ...target, before, after })
      for (const parent of renamed.map(({ name }) => name))
        await writeAudit(tx, call, {
          clientId: agencyId,
          action: 'client.moved',
          targetType: 'client',
          targetId: agencyId,
          before: { parent },
          facts: { from: customerId, to: tenant.rootId },
        })
    })
    await sealAudit(smm.db, auditKey)
    expect(await remaining(['Vvqvvqvv', 'Wwkwwkww'])).toEqual(['Vvqvvqvv', 'Wwkwwkww'])
    const [client] = await smm.admin<{ slug: string }>(
      'update clients set archived_at = now() where id = $1 returning slug',
      [customerId],
    )
    const answer = await smm.call('POST', `/clients/${customerId}/erase`, users.owner, { confirm: client?.slug })
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ clients: 1, audit_details: 4 })])
    expect(await remaining(['Vvqvvqvv', 'Wwkwwkww'])).toEqual([])
    await expectVerifiedChain()
  })

  it('leaves no string of the client or those below it in any table, and an audit that verifies', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const marks: string[] = []
    const mark = (what: string) => {
      marks.push(`qvqzvqzq${what}qq`)
      return `qvqzvqzq${what}qq`
    }
    for (const [index, clientId] of [tenant.agencyId, tenant.customerId].entries()) {
      const said = (what: string) => mark(`${what}${index}`)
      await smm.admin('update clients set name = $2, metadata = $3 where id = $1', [
        clientId,
        said('name'),
        { notes: said('facts') },
      ])
      await smm.admin('update clients set slug = $2 where id = $1', [clientId, said('slug')])
      await smm.admin(
        `insert into strategies (client_id, name, content_type, configuration) values ($1, $2, 'faq', $3)`,
        [clientId, said('strategy'), { brand: { voice: said('voice') } }],
      )
      await smm.admin(
        `with made as (
           insert into prompt_templates (client_id, name, content_type, template, system_template, message, variables, model_settings)
           values ($1, $2, 'faq', $3, $4, $5, $6, $7) returning client_id, template_id
         ), labelled as (
           insert into prompt_label_rules (client_id, label) values ($1, $8)
         )
         insert into prompt_templates (client_id, name, kind, content_type, template) values ($1, $9, 'partial', 'any', $10)`,
        [
          ...[clientId, said('template'), said('prompt'), said('system'), said('message')],
          ...[{ type: 'object', properties: { [said('variable')]: { type: 'string' } } }, { model: said('model') }],
          ...[said('rule'), said('partial'), said('shared')],
        ],
      )
      await smm.admin(
        `insert into prompt_labels (client_id, template_id, label, version)
         select client_id, template_id, $2, version from prompt_templates where client_id = $1 and kind = 'prompt'`,
        [clientId, said('tag')],
      )
      const [job] = await smm.admin<{ id: string }>(
        `insert into jobs (client_id, content_type, prompt, prompt_system, created_by, parameters, strategy, template_name)
         values ($1, 'article', $2, $2, 'test', $3, $3, $2) returning id`,
        [clientId, said('job'), { topic: said('topic') }],
      )
      await smm.admin(
        `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id, error_message)
         values ($1, $2, 1, 1, 'openai', 'any', 10, (select id from prices limit 1), $3)`,
        [clientId, job?.id, said('attempt')],
      )
      await smm.admin(`update jobs set status = 'completed', result = $2, error_message = $3 where id = $1`, [
        job?.id,
        { title: said('title'), content: said('content'), word_count: 2, quality: { score: 90, passed: true } },
        said('error'),
      ])
      await smm.admin(
        `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, note, created_by)
         values ($1, $2, 2, $3, 1, '{}', $4, 'test')`,
        [clientId, job?.id, said('revision'), said('note')],
      )
      await smm.admin(
        `insert into feedback (client_id, job_id, actor, rating, comment, revision) values ($1, $2, 'test', 'up', $3, 2)`,
        [clientId, job?.id, said('feedback')],
      )
      await smm.admin(
        `insert into idempotency_keys (client_id, key, body_hash, job_id, response) values ($1, $2, $3, $4, $5)`,
        [clientId, said('idempotency'), '0'.repeat(64), job?.id, { said: said('response') }],
      )
      await withTenant(smm.db, { kind: 'user', id: tenant.users.owner }, (tx) =>
        writeAudit(
          tx,
          { requestId: 'request', address: said('address') },
          {
            clientId,
            action: 'client.renamed',
            targetType: 'client',
            targetId: clientId,
            label: said('label'),
            after: { name: said('after') },
          },
        ),
      )
    }
    await sealAudit(smm.db, auditKey)
    expect((await remaining(marks)).length).toBe(marks.length)
    await smm.admin('update clients set archived_at = now() where id = $1', [tenant.agencyId])
    const [root] = await smm.admin<{ id: string }>(
      `with made as (insert into users (email, name, password_hash) values ('root-eraser@test.example', 'Eraser', 'none') returning id)
       insert into memberships (user_id, client_id, role) select id, (select id from clients where type = 'root'), 'owner' from made
       returning user_id as id`,
    )
    const confirm = 'qvqzvqzqslug0qq'
    const answer = await smm.call('POST', `/clients/${tenant.agencyId}/erase`, root?.id ?? '', { confirm })
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ clients: 3, pieces: 2 })])
    expect(erasedClient.safeParse(answer.body).success).toBe(true)
    expect(await remaining(marks)).toEqual([])
    expect(await remaining(['qvqzvqzq'])).toEqual([])
    await expectVerifiedChain()
  })
})
