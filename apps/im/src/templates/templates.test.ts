import {
  prompt,
  type Prompt,
  promptDiff,
  promptList,
  promptSaved,
  promptVersion,
  promptVersionList,
} from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImAnswer, startIm, type TestIm } from '../test/im.ts'

let im: TestIm
const id = { root: '', agency: '', customer: '', other: '' }
const who = { member: '', admin: '', viewer: '', agencyAdmin: '', agencyMember: '', stranger: '' }

beforeAll(async () => {
  im = await startIm()
  id.root = await im.idOf('hg-content')
  id.agency = await im.idOf('heaviside-digital')
  id.customer = await im.idOf('cincinnati-electrician')
  id.other = await im.idOf('ohio-paving')
  const user = async (email: string) => `user:${await im.userId(email)}`
  who.member = await user('member@cincinnati-electrician.example')
  who.admin = await user('admin@cincinnati-electrician.example')
  who.viewer = await user('viewer@cincinnati-electrician.example')
  who.agencyAdmin = await user('admin@heaviside.example')
  who.agencyMember = await user('member@heaviside.example')
  who.stranger = await user('admin@pasco.example')
})
afterAll(() => im.close())

let made = 0
const draft = (changes: object = {}) => ({
  name: `Template ${++made}`,
  content_type: 'press_release',
  template: 'Write about {{ topic }}.',
  ...changes,
})

const create = (actor: string, changes: object = {}, clientId = id.customer) =>
  im.call('POST', `/clients/${clientId}/prompts`, actor, draft(changes))

async function created(actor: string, changes: object = {}, clientId = id.customer): Promise<Prompt> {
  const { status, body } = await create(actor, changes, clientId)
  expect([status, body]).toEqual([201, expect.anything()])
  return prompt.parse(body)
}

const save = (actor: string, templateId: string, base_version: number, template: string, more: object = {}) =>
  im.call('POST', `/templates/${templateId}/versions`, actor, { base_version, template, ...more })

const activate = (actor: string, templateId: string, version: number, base: number | null, more: object = {}) =>
  im.call('POST', `/templates/${templateId}/activate`, actor, { version, base, ...more })

const refusal = ({ status, code }: ImAnswer) => [status, code]
const errorsOf = ({ body }: ImAnswer) =>
  body.errors as { path: string; message: string; line?: number; column?: number }[]

describe('the list of a client', () => {
  it('tells what serves each content type, and who provides it', async () => {
    const own = await created(who.admin, { content_type: 'email', is_active: true })
    const { items, providers } = promptList.parse(
      (await im.call('GET', `/clients/${id.customer}/prompts`, who.viewer)).body,
    )
    const serving = (type: string) => providers.find(({ content_type }) => content_type === type)?.serves
    expect(serving('email')).toMatchObject({ template_id: own.id, version: 1, as: 'email', inherited: false })
    expect(serving('faq')).toMatchObject({ client_id: id.root, client_name: 'HG Content', as: 'any', inherited: true })
    const inherited = items.filter((item) => item.inherited)
    expect(inherited.map(({ client_id }) => client_id)).toContain(id.root)
    expect(inherited.every(({ author, message, labels }) => !author && !message && labels.length === 0)).toBe(true)
    expect(items.filter((item) => !item.inherited).map((item) => item.client_id)).toContain(id.customer)
  })

  it('is narrowed by kind, type and state, and read in pages', async () => {
    await created(who.member, { kind: 'partial', name: 'in-the-list', content_type: 'any' })
    await created(who.member, { content_type: 'ad_copy' })
    const list = async (query: string) =>
      promptList.parse((await im.call('GET', `/clients/${id.customer}/prompts?${query}`, who.viewer)).body)
    expect((await list('kind=partial')).items.map(({ name }) => name)).toEqual(['in-the-list'])
    expect((await list('content_type=ad_copy&state=inactive')).items.map(({ version }) => version)).toEqual([null])
    expect((await list('content_type=ad_copy&state=active')).items).toEqual([])
    const all = (await list('limit=100')).items.map((item) => item.id)
    const paged: string[] = []
    expect((await im.call('GET', `/clients/${id.customer}/prompts?cursor=zzz`, who.viewer)).status).toBe(400)
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await list(`limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.items.map((item) => item.id))
      cursor = page.next_cursor
    }
    expect(paged).toEqual(all)
  })
})

describe('a new template', () => {
  it('is a draft of whoever writes for the client, and in use only by those who answer for it', async () => {
    const mine = await created(who.member, { message: 'A first try' })
    expect(mine).toMatchObject({ version: null, latest_version: 1, labels: [] })
    expect(mine.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(mine.latest).toMatchObject({ message: 'A first try', author: { actor: who.member } })
    expect(mine.latest.author?.name).toBeTruthy()
    expect(refusal(await create(who.member, { is_active: true }))).toEqual([403, 'forbidden'])
    expect(refusal(await create(who.viewer))).toEqual([403, 'forbidden'])
    expect(refusal(await create(who.stranger))).toEqual([404, 'not_found'])
    expect(await im.audited(mine.id)).toMatchObject([
      { action: 'prompt.created', actor: who.member, label: mine.name, facts: { version: 1, is_active: false } },
    ])
  })

  it('takes the place of another only when it says so', async () => {
    const first = await created(who.admin, { content_type: 'case_study', is_active: true })
    const silent = await create(who.admin, { content_type: 'case_study', is_active: true })
    expect(refusal(silent)).toEqual([409, 'conflict'])
    expect(errorsOf(silent)[0]?.message).toContain(first.id)
    const second = await created(who.admin, { content_type: 'case_study', is_active: true, replaces: first.id })
    expect(second.version).toBe(1)
    expect((await im.call('GET', `/templates/${first.id}`, who.viewer)).body.version).toBeNull()
    expect((await im.audited(first.id)).at(-1)).toMatchObject({ action: 'prompt.deactivated', before: { version: 1 } })
    expect(
      refusal(await create(who.admin, { content_type: 'case_study', is_active: true, replaces: first.id })),
    ).toEqual([409, 'conflict'])
  })

  it('with errors is refused, each with its part, line and column', async () => {
    const refused = await create(who.member, {
      system_template: 'fine\n {% if topic %}',
      template: '{{ topic }}\n\n{{ nope }}',
    })
    expect(refusal(refused)).toEqual([422, 'template_invalid'])
    expect(errorsOf(refused)).toEqual([
      expect.objectContaining({ path: 'system_template', line: 2, column: 2 }),
      expect.objectContaining({ path: 'template', line: 3, column: 4 }),
    ])
  })

  it.each([
    ['a looping one', `${'{% for i in (1..1000) %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`],
    [
      'one that doubles a list',
      '{% assign a = "a,b" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}',
    ],
    ['one that includes files', `{% include '/etc/passwd' %}`],
    ['one that renders files', `{% render '../../package.json' %}`],
    ['one that asks for the constructor', '{{ topic.constructor }}'],
    ['one that asks for the prototype', '{{ __proto__ }}'],
    ['one nested deeply', '{% if topic %}'.repeat(2000) + '{% endif %}'.repeat(2000)],
    ['one over a huge range', '{% for i in (1..1000000000000) %}x{% endfor %}'],
  ])('that would take everything is refused, and the service answers meanwhile: %s', async (_what, template) => {
    const [answer, health] = await Promise.all([
      create(who.member, { template }),
      im.app.inject({ method: 'GET', url: '/health/live' }),
    ])
    expect(refusal(answer)).toEqual([422, 'template_invalid'])
    expect(health.statusCode).toBe(200)
  })

  it.each([
    ['an unknown property', { tone: 'x' }, 'tone'],
    ['an empty text', { template: ' \n' }, 'template'],
    ['a text that is too long', { template: 'x'.repeat(50_001) }, 'template'],
    ['a setting of nothing', { model_settings: { temperatur: 1 } }, 'model_settings.temperatur'],
    ['a path that is none', { trim_order: ['Brand Sample'] }, 'trim_order.0'],
    ['a variable of a type that forms have not', { variables: { properties: { a: { type: 'object' } } } }, 'variables'],
    [
      'a default that its variable refuses',
      { variables: { properties: { a: { type: 'integer', default: 1.5 } } } },
      'variables.properties.a.default',
    ],
    [
      'a required variable that is not declared',
      { variables: { properties: {}, required: ['a'] } },
      'variables.required.0',
    ],
    [
      'a partial with a system part',
      { kind: 'partial', name: 'a-partial', content_type: 'any', system_template: 'x' },
      'system_template',
    ],
    ['a partial for one content type', { kind: 'partial', name: 'a-partial', content_type: 'faq' }, 'content_type'],
    ['a partial without a handle', { kind: 'partial', name: 'A partial', content_type: 'any' }, 'name'],
  ])('is refused for %s', async (_what, changes, path) => {
    const answer = await create(who.member, changes)
    expect(refusal(answer)).toEqual([400, 'invalid_request'])
    expect(errorsOf(answer).some((one) => one.path.includes(path))).toBe(true)
  })

  it('keeps its settings, its variables and what it trims with its text', async () => {
    const text = {
      model_settings: { provider: 'openai', temperature: 0.4, token_budget: 4000 },
      trim_order: ['brand.sample', 'brief'],
      variables: {
        type: 'object',
        properties: { season: { type: 'string', enum: ['spring', 'fall'], default: 'fall' } },
        required: ['season'],
      },
    }
    expect((await created(who.member, text)).latest).toMatchObject(text)
  })
})

describe('a new version', () => {
  it('is numbered, signed and not in use, and what it says the same makes none', async () => {
    const { id: template, version } = await created(who.admin, { content_type: 'newsletter', is_active: true })
    const saved = await save(who.member, template, 1, 'Second about {{ topic }}.', { message: 'Shorter' })
    expect(saved.status).toBe(201)
    const body = promptSaved.parse(saved.body)
    expect(body).toMatchObject({ made: true, latest_version: 2, version })
    expect(body.latest).toMatchObject({ message: 'Shorter', author: { actor: who.member }, labels: [] })
    expect(body.production).toMatchObject({ version: 1, labels: ['production'] })
    const same = await save(who.member, template, 2, 'Second about {{ topic }}.', { variables: { properties: {} } })
    expect(same.status).toBe(200)
    expect(promptSaved.parse(same.body)).toMatchObject({ made: false, latest_version: 2 })
    expect((await im.audited(template)).map(({ action }) => action)).toEqual(['prompt.created', 'prompt.version_added'])
    expect((await im.audited(template)).at(-1)).toMatchObject({
      facts: { version: 2, from_version: 1, parts: ['template'] },
      after: { message: 'Shorter' },
    })
  })

  it('based on an old one is refused with both texts and what differs', async () => {
    const { id: template } = await created(who.member, { template: 'one\ntwo\nthree' })
    await save(who.member, template, 1, 'one\n2\nthree')
    const late = await save(who.admin, template, 1, 'one\ntwo\n3')
    expect(refusal(late)).toEqual([409, 'conflict'])
    expect(late.body).toMatchObject({
      current: { version: 2, template: 'one\n2\nthree', author: { actor: who.member } },
      yours: { version: 1, template: 'one\ntwo\n3' },
    })
    expect((late.body.differences as { template: unknown }).template).toMatchObject({ added: 2, removed: 2 })
  })

  it('with errors is refused, and needs the role and the sight of it', async () => {
    const { id: template } = await created(who.member)
    expect(refusal(await save(who.member, template, 1, '{% nope %}'))).toEqual([422, 'template_invalid'])
    expect(refusal(await save(who.viewer, template, 1, 'x'))).toEqual([403, 'forbidden'])
    expect(refusal(await save(who.stranger, template, 1, 'x'))).toEqual([404, 'not_found'])
    expect((await im.call('GET', `/templates/${template}`, who.viewer)).body.latest_version).toBe(1)
  })

  it('never changes: whoever tries is told how to make another', async () => {
    const { id: template } = await created(who.member)
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const url = `/templates/${template}/versions/1`
      const answer = await im.call(method, url, who.admin, method === 'DELETE' ? undefined : { template: 'x' })
      expect(refusal(answer)).toEqual([409, 'version_immutable'])
      expect(answer.body.detail).toContain(`POST /templates/${template}/versions with base_version 1`)
      expect(refusal(await im.call(method, url, who.stranger, method === 'DELETE' ? undefined : {}))).toEqual([
        404,
        'not_found',
      ])
    }
  })
})

describe('the history', () => {
  it('is listed newest first, read one by one, and compared line by line', async () => {
    const { id: template } = await created(who.member, { template: 'one\ntwo' })
    await save(who.member, template, 1, 'one\n2', { message: 'A digit', model_settings: { temperature: 0.2 } })
    await save(who.admin, template, 2, 'one\n2\n3', { model_settings: { temperature: 0.3 } })
    const get = async (path: string) => (await im.call('GET', `/templates/${template}/${path}`, who.viewer)).body
    const list = promptVersionList.parse(await get('versions?limit=2'))
    expect(list.items.map(({ version, message }) => [version, message])).toEqual([
      [3, null],
      [2, 'A digit'],
    ])
    expect(promptVersionList.parse(await get(`versions?cursor=${list.next_cursor}`)).items).toMatchObject([
      { version: 1 },
    ])
    expect(promptVersion.parse(await get('versions/2'))).toMatchObject({
      template: 'one\n2',
      author: { actor: who.member },
    })
    const diff = promptDiff.parse(await get('diff?from=1&to=3'))
    expect(diff.template.lines).toEqual([
      { change: 'same', text: 'one', before: 1, after: 1 },
      { change: 'removed', text: 'two', before: 2, after: null },
      { change: 'added', text: '2', before: null, after: 2 },
      { change: 'added', text: '3', before: null, after: 3 },
    ])
    expect(diff.model_settings).toEqual([{ path: 'temperature', change: 'added', after: 0.3 }])
    expect(promptDiff.parse(await get('diff'))).toMatchObject({ from: 2, to: 3, system_template: { lines: [] } })
    expect((await im.call('GET', `/templates/${template}/versions/4`, who.viewer)).status).toBe(404)
    expect((await im.call('GET', `/templates/${template}/versions?cursor=x`, who.viewer)).status).toBe(400)
  })

  it('is rolled back by a new version, in nobody’s way', async () => {
    const { id: template } = await created(who.admin, {
      content_type: 'video_script',
      template: 'one',
      is_active: true,
    })
    await save(who.member, template, 1, 'two')
    await activate(who.admin, template, 2, 1)
    const back = (body: object) => im.call('POST', `/templates/${template}/rollback`, who.member, body)
    const answer = await back({ version: 1, base_version: 2, message: 'As it was' })
    expect(prompt.parse(answer.body)).toMatchObject({
      version: 2,
      latest_version: 3,
      latest: { template: 'one', restored_from: 1, message: 'As it was' },
    })
    expect(refusal(await back({ version: 1, base_version: 3 }))).toEqual([422, 'unprocessable'])
    expect(refusal(await back({ version: 2, base_version: 2 }))).toEqual([409, 'conflict'])
    expect(refusal(await back({ version: 9, base_version: 3 }))).toEqual([404, 'not_found'])
    expect((await im.audited(template)).at(-1)).toMatchObject({
      action: 'prompt.rolled_back',
      facts: { version: 3, restored_from: 1 },
    })
  })
})

describe('the version in use', () => {
  it('is changed by those who answer for the client, who say what they saw there', async () => {
    const { id: template } = await created(who.member, { content_type: 'product_description' })
    await save(who.member, template, 1, 'Two')
    expect(refusal(await activate(who.member, template, 2, null))).toEqual([403, 'forbidden'])
    expect(refusal(await activate(who.admin, template, 2, 1))).toEqual([409, 'conflict'])
    expect(refusal(await activate(who.admin, template, 3, null))).toEqual([404, 'not_found'])
    const answer = await activate(who.admin, template, 2, null)
    expect(prompt.parse(answer.body)).toMatchObject({
      version: 2,
      labels: [{ label: 'production', version: 2, protected: true }],
      latest: { labels: ['production'] },
    })
    expect((await activate(who.admin, template, 2, 2)).status).toBe(200)
    expect((await activate(who.agencyAdmin, template, 1, 2)).status).toBe(200)
    expect((await im.audited(template)).slice(2)).toMatchObject([
      { action: 'prompt.activated', facts: { version: 2, from_version: null } },
      { action: 'prompt.activated', actor: who.agencyAdmin, facts: { version: 1, from_version: 2 } },
    ])
    const off = (base: number) => im.call('POST', `/templates/${template}/deactivate`, who.admin, { base })
    expect(refusal(await off(2))).toEqual([409, 'conflict'])
    expect(prompt.parse((await off(1)).body).version).toBeNull()
    expect((await im.audited(template)).at(-1)).toMatchObject({ action: 'prompt.deactivated', facts: { version: 1 } })
  })

  it('is never one that does not validate', async () => {
    const { id: template } = await created(who.member, { content_type: 'meta_tags' })
    // As it may be, written by an older product.
    await im.admin.pool.query(
      `insert into prompt_templates (client_id, template_id, name, content_type, template, version, is_active)
       select client_id, template_id, name, content_type, 'x' || chr(10) || '{{ nope }}', 2, false
       from prompt_templates where template_id = $1`,
      [template],
    )
    const answer = await activate(who.admin, template, 2, null)
    expect(refusal(answer)).toEqual([422, 'template_invalid'])
    expect(errorsOf(answer)).toMatchObject([{ path: 'template', line: 2, column: 4 }])
    expect(prompt.parse((await im.call('GET', `/templates/${template}`, who.viewer)).body)).toMatchObject({
      version: null,
      findings: expect.arrayContaining([
        expect.objectContaining({ severity: 'error', code: 'unknown_variable', part: 'template', line: 2 }),
      ]) as unknown,
    })
  })
})

describe('a name', () => {
  it('belongs to all versions, and is changed by admins', async () => {
    const { id: template, name } = await created(who.member)
    await save(who.member, template, 1, 'Two')
    const rename = (actor: string, to: string) => im.call('PATCH', `/templates/${template}`, actor, { name: to })
    expect(refusal(await rename(who.member, 'Other'))).toEqual([403, 'forbidden'])
    expect((await rename(who.admin, 'A better name')).body).toMatchObject({ name: 'A better name', latest_version: 2 })
    const { rows } = await im.admin.pool.query('select distinct name from prompt_templates where template_id = $1', [
      template,
    ])
    expect(rows).toEqual([{ name: 'A better name' }])
    expect((await im.audited(template)).at(-1)).toMatchObject({
      action: 'prompt.renamed',
      before: { name },
      after: { name: 'A better name' },
    })
  })
})

describe('labels', () => {
  const label = (actor: string, template: string, name: string, version: number, base: number | null) =>
    im.call('PUT', `/templates/${template}/labels/${name}`, actor, { version, base })
  const remove = (actor: string, template: string, name: string, base: number) =>
    im.call('DELETE', `/templates/${template}/labels/${name}?base=${base}`, actor)

  it('are moved by whoever writes for the client, who say where they saw them', async () => {
    const { id: template } = await created(who.member)
    await save(who.member, template, 1, 'Two')
    expect((await label(who.member, template, 'staging', 1, null)).body.labels).toEqual([
      { label: 'staging', version: 1, protected: false },
    ])
    expect(refusal(await label(who.member, template, 'staging', 2, null))).toEqual([409, 'conflict'])
    expect(prompt.parse((await label(who.member, template, 'staging', 2, 1)).body).latest.labels).toEqual(['staging'])
    expect(refusal(await label(who.member, template, 'staging', 3, 2))).toEqual([404, 'not_found'])
    expect(refusal(await label(who.viewer, template, 'staging', 1, 2))).toEqual([403, 'forbidden'])
    expect(refusal(await remove(who.member, template, 'staging', 1))).toEqual([409, 'conflict'])
    expect((await remove(who.member, template, 'staging', 2)).body.labels).toEqual([])
    expect(refusal(await remove(who.member, template, 'staging', 2))).toEqual([404, 'not_found'])
    expect((await im.audited(template)).slice(2)).toMatchObject([
      { action: 'prompt.label_moved', facts: { label: 'staging', version: 1, from_version: null } },
      { action: 'prompt.label_moved', facts: { label: 'staging', version: 2, from_version: 1 } },
      { action: 'prompt.label_removed', facts: { label: 'staging', version: 2 } },
    ])
  })

  it('that are protected are moved by admins alone, at this client', async () => {
    const { id: template } = await created(who.member)
    const elsewhere = await created(who.agencyMember, {}, id.agency)
    const protect = (actor: string, value: boolean) =>
      im.call('PUT', `/clients/${id.customer}/prompt-labels/release`, actor, { protected: value })
    expect(refusal(await protect(who.member, true))).toEqual([403, 'forbidden'])
    await label(who.member, template, 'release', 1, null)
    expect((await protect(who.admin, true)).body.items).toContainEqual({
      label: 'release',
      protected: true,
      templates: 1,
    })
    expect(refusal(await remove(who.member, template, 'release', 1))).toEqual([403, 'forbidden'])
    expect(refusal(await label(who.member, template, 'release', 1, 1))).toEqual([403, 'forbidden'])
    expect((await remove(who.admin, template, 'release', 1)).status).toBe(200)
    expect(refusal(await label(who.member, template, 'release', 1, null))).toEqual([403, 'forbidden'])
    expect((await label(who.agencyMember, elsewhere.id, 'release', 1, null)).status).toBe(200)
    await protect(who.admin, false)
    expect((await label(who.member, template, 'release', 1, null)).status).toBe(200)
    expect(
      (await im.audited(id.customer)).filter(({ label }) => label === 'release').map(({ action }) => action),
    ).toEqual(['prompt.label_protected', 'prompt.label_unprotected'])
  })

  it('are never called production, nor anything but a label', async () => {
    const { id: template } = await created(who.member)
    for (const name of ['production', 'Staging', '1st', 'a'.repeat(41)])
      expect(refusal(await label(who.admin, template, name, 1, null)), name).toEqual([400, 'invalid_request'])
  })
})

describe('a partial', () => {
  const partial = (name: string, template: string, changes: object = {}) =>
    created(
      who.agencyAdmin,
      { kind: 'partial', name, content_type: 'any', template, is_active: true, ...changes },
      id.agency,
    )
  const user = (template: string, changes: object = {}) =>
    create(who.agencyAdmin, { content_type: 'social_post', template, ...changes }, id.agency)

  it('is rendered by the templates of its client, which name it, and keeps its handle', async () => {
    const voice = await partial('house-voice', 'Calm.')
    const inner = await partial('house-inner', `{% render 'house-voice' %} {{ topic }}`)
    const text = `{% render 'house-inner' %}`
    const mine = prompt.parse((await user(text, { is_active: true })).body)
    expect(mine.partials).toEqual([
      { name: 'house-inner', template_id: inner.id, version: 1 },
      { name: 'house-voice', template_id: voice.id, version: 1 },
    ])
    const read = prompt.parse((await im.call('GET', `/templates/${voice.id}`, who.agencyMember)).body)
    expect(read.used_by.map(({ template_id }) => template_id).sort()).toEqual([inner.id, mine.id].sort())
    const again = { kind: 'partial', name: 'house-voice', content_type: 'any' }
    expect(refusal(await create(who.agencyAdmin, again, id.agency))).toEqual([409, 'conflict'])
    expect(refusal(await im.call('PATCH', `/templates/${voice.id}`, who.agencyAdmin, { name: 'other' }))).toEqual([
      422,
      'unprocessable',
    ])
  })

  it.each([
    ['that is not there', `\n {% render 'nowhere' %}`, 'there is no partial "nowhere" in use', 2],
    ['of another client', `{% render 'in-the-list' %}`, 'there is no partial "in-the-list" in use', 1],
  ])('%s is an error of the text that renders it, with its line', async (_what, text, message, line) => {
    const answer = await user(text)
    expect(refusal(answer)).toEqual([422, 'template_invalid'])
    expect(errorsOf(answer)).toMatchObject([{ path: 'template', message, line }])
  })

  it('that renders itself, or what renders it, cannot be saved or used', async () => {
    const a = await partial('circle-a', 'A')
    await partial('circle-b', `{% render 'circle-a' %}`)
    const answer = await save(who.agencyMember, a.id, 1, `{% render 'circle-b' %}`)
    expect(refusal(answer)).toEqual([422, 'template_invalid'])
    expect(errorsOf(answer)[0]?.message).toContain('in a circle')
    expect(refusal(await save(who.agencyMember, a.id, 1, `{% render 'circle-a' %}`))).toEqual([422, 'template_invalid'])
  })

  it('comes into use only where no template in use breaks by it, and stays as long as one renders it', async () => {
    const tail = await partial('house-tail', 'The end.')
    const mine = prompt.parse(
      (await user(`{% render 'house-tail' %}`, { content_type: 'service_page', is_active: true })).body,
    )
    // What a partial asks for is for whoever renders it to give: as a text of its own it can be saved.
    expect((await save(who.agencyMember, tail.id, 1, '{{ ending }}')).status).toBe(201)
    const broken = await activate(who.agencyAdmin, tail.id, 2, 1)
    expect(refusal(broken)).toEqual([422, 'template_invalid'])
    expect(broken.body.detail).toContain(`“${mine.name}”`)
    const off = (template: string, base: number) =>
      im.call('POST', `/templates/${template}/deactivate`, who.agencyAdmin, { base })
    expect(refusal(await off(tail.id, 1))).toEqual([422, 'template_invalid'])
    expect((await save(who.agencyMember, mine.id, 1, `{% render 'house-tail', ending: topic %}`)).status).toBe(201)
    expect((await activate(who.agencyAdmin, mine.id, 2, 1)).status).toBe(200)
    expect((await activate(who.agencyAdmin, tail.id, 2, 1)).status).toBe(200)
    expect((await off(mine.id, 2)).status).toBe(200)
    expect((await off(tail.id, 2)).status).toBe(200)
  })

  it('comes into use only where no template in use renders more of them than it may by it', async () => {
    const long = 'x'.repeat(49_950)
    await partial('long-end', 'y'.repeat(300))
    const last = await partial('long-4', long)
    for (const one of [1, 2, 3]) await partial(`long-${one}`, long)
    const all = [1, 2, 3, 4].map((one) => `{% render 'long-${one}' %}`).join('')
    const mine = prompt.parse((await user(all, { content_type: 'video_script', is_active: true })).body)
    expect((await save(who.agencyMember, last.id, 1, `{% render 'long-end' %}${long}`)).status).toBe(201)
    const broken = await activate(who.agencyAdmin, last.id, 2, 1)
    expect(refusal(broken)).toEqual([422, 'template_invalid'])
    expect(broken.body.detail).toContain(`“${mine.name}”`)
  })

  it('comes into use only where no template in use renders partials too deep by it', async () => {
    await partial('deep-end', 'The end.')
    const last = await partial('deep-5', 'The last one.')
    for (const depth of [4, 3, 2, 1]) await partial(`deep-${depth}`, `{% render 'deep-${depth + 1}' %}`)
    const deep = { content_type: 'case_study', is_active: true }
    const mine = prompt.parse((await user(`{% render 'deep-1' %}`, deep)).body)
    expect((await save(who.agencyMember, last.id, 1, `{% render 'deep-end' %}`)).status).toBe(201)
    const broken = await activate(who.agencyAdmin, last.id, 2, 1)
    expect(refusal(broken)).toEqual([422, 'template_invalid'])
    expect(broken.body.detail).toContain(`“${mine.name}”`)
  })
})

describe('a partial that an experiment renders', () => {
  it('comes into use only where no version that is tried breaks by it', async () => {
    const kind = { kind: 'partial', name: 'tried-tail', content_type: 'any', template: 'The end.', is_active: true }
    const tail = await created(who.agencyAdmin, kind, id.agency)
    const { id: template } = await created(who.agencyAdmin, { content_type: 'lesson_plan', is_active: true }, id.agency)
    await save(who.agencyMember, template, 1, `{% render 'tried-tail' %}`)
    await im.admin.pool.query(
      `with made as (
         insert into experiments (client_id, template_client_id, template_id, content_type, name, metric, expected_lift,
           minimum_sample, pass_rate_margin, cost_margin)
         values ($1, $1, $2, 'lesson_plan', 'Tails', 'cost', 0.1, 50, 0.05, 0.2) returning id
       )
       insert into experiment_variants (client_id, experiment_id, key, version, weight)
       select $1, made.id, v.key, v.version, 50 from made, (values ('a', 1), ('b', 2)) v (key, version)`,
      [id.agency, template],
    )
    await save(who.agencyMember, tail.id, 1, '{{ ending }}')
    const run = (state: string) =>
      im.admin.pool.query(
        `update experiments set state = $2::text, plan = coalesce(plan, '{}') where template_id = $1`,
        [template, state],
      )
    await run('running')
    const broken = await activate(who.agencyAdmin, tail.id, 2, 1)
    expect(refusal(broken)).toEqual([422, 'template_invalid'])
    expect(broken.body.detail).toContain('(version 2)')
    await run('stopped')
    expect((await activate(who.agencyAdmin, tail.id, 2, 1)).status).toBe(200)
  })
})

describe('a template of a client above', () => {
  it('serves those below, and is theirs neither to read nor to change', async () => {
    const agencys = await created(who.agencyAdmin, { content_type: 'landing_page', is_active: true }, id.agency)
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/versions'],
      ['GET', '/diff'],
      ['GET', '/versions/1'],
    ] as const)
      expect((await im.call(method, `/templates/${agencys.id}${path}`, who.admin)).status, path).toBe(404)
    expect(refusal(await save(who.admin, agencys.id, 1, 'x'))).toEqual([404, 'not_found'])
    expect(refusal(await activate(who.admin, agencys.id, 1, 1))).toEqual([404, 'not_found'])
    const { body } = await im.post(`client:${id.customer}`, {
      client_id: id.customer,
      content_type: 'landing_page',
      topic: 'Waves',
      strategy: {},
    })
    expect(body.template).toMatchObject({ id: agencys.id, client_id: id.agency, version: 1 })
  })
})
