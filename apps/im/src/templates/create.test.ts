import { promptList } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorsOf, refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

let im: TemplateStage
let id: TemplateStage['id']
let who: TemplateStage['who']
let create: TemplateStage['create']
let created: TemplateStage['created']

beforeAll(async () => {
  im = await startTemplateStage()
  ;({ id, who, create, created } = im)
})
afterAll(() => im.close())

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
