import { promptPreview, type PromptPreview } from '@hg/contracts'
import { signServiceToken } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'
import { sampleValues } from './sample.ts'

let im: TestIm
const client = { heaviside: '', cincinnati: '', ohio: '' }
const actor = { agency: '', customer: '', stranger: '' }
let agencys: string

beforeAll(async () => {
  im = await startIm()
  client.heaviside = await im.idOf('heaviside-digital')
  client.cincinnati = await im.idOf('cincinnati-electrician')
  client.ohio = await im.idOf('ohio-paving')
  actor.agency = `user:${await im.userId('viewer@heaviside.example')}`
  actor.customer = `user:${await im.userId('owner@cincinnati-electrician.example')}`
  actor.stranger = `user:${await im.userId('owner@paving-marketers.example')}`
  agencys = await addTemplate(client.heaviside, 'prompt', 'Own FAQ', 'SECRET {{ topic }} for {{ client.name }}')
  await addTemplate(client.heaviside, 'partial', 'tone', 'PARTIAL {{ brand.voice }}', true)
})
afterAll(() => im.close())

async function addTemplate(clientId: string, kind: string, name: string, template: string, is_active = false) {
  const { template_id } = await im.admin.kysely
    .insertInto('prompt_templates')
    .values({
      ...{ client_id: clientId, kind, name, template, is_active },
      content_type: kind === 'partial' ? 'any' : 'faq',
    })
    .returning('template_id')
    .executeTakeFirstOrThrow()
  return template_id
}

async function addJob(clientId: string, parameters: object, strategy: object = {}): Promise<string> {
  const { id } = await im.admin.kysely
    .insertInto('jobs')
    .values({
      ...{ client_id: clientId, content_type: 'faq', prompt: 'x', created_by: 'test' },
      parameters: JSON.stringify(parameters),
      strategy: JSON.stringify({ effective: strategy, layers: [] }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function ask(as: string, body: object) {
  const token = await signServiceToken(im.keys.privateKey, { issuer: 'frontend', audience: 'im', actor: as })
  const headers = { authorization: `Bearer ${token}` }
  const answer = await im.app.inject({ method: 'POST', url: '/templates/preview', headers, payload: body })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

async function preview(as: string, body: object): Promise<PromptPreview> {
  const answer = await ask(as, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return promptPreview.parse(answer.body)
}

const text = (template: string, more: object = {}) => ({ template, ...more })
const typed = { kind: 'values', content_type: 'faq', topic: 'Why breakers trip' }
const stored = () => ({ client_id: client.heaviside, template_id: agencys, version: 1 })

describe('a preview', () => {
  it('of typed values has the client’s strategy and partials, its tokens, and what a piece costs by each model', async () => {
    const { prompt, tokens, costs, partials, findings, output_tokens } = await preview(actor.agency, {
      client_id: client.heaviside,
      for_client_id: client.cincinnati,
      text: text("{{ topic }}: {% render 'tone' %}", { system_template: 'You write for {{ client.name }}.' }),
      against: typed,
    })
    expect(prompt?.system).toBe('You write for Cincinnati Electrician Co..')
    expect(prompt?.user).toBe(
      'Why breakers trip: PARTIAL A master electrician at the kitchen table, explaining the panel with the door open.',
    )
    expect(partials).toMatchObject([{ name: 'tone', version: 1 }])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(tokens).toBeGreaterThan(10)
    expect(output_tokens).toBeGreaterThan(100)
    expect(costs.length).toBeGreaterThan(3)
    const amounts = costs.map((one) => Number(one.piece_usd))
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b))
    expect(costs.every((one) => Number(one.prompt_usd) < Number(one.piece_usd))).toBe(true)
  })

  it('of a piece has its request and its strategy as they were kept', async () => {
    const parameters = { topic: 'Kept', keywords: ['fuse'], variables: { tone: 'calm' } }
    const job_id = await addJob(client.cincinnati, parameters, { brand: { voice: 'As it then was' } })
    const { prompt } = await preview(actor.agency, {
      client_id: client.heaviside,
      text: text('{{ topic }}, {{ keywords | join: "" }}, {{ vars.tone }}, {{ brand.voice }}, {{ client.name }}', {
        variables: { type: 'object', properties: { tone: { type: 'string' } } },
      }),
      against: { kind: 'job', job_id },
    })
    expect(prompt?.user).toBe('Kept, fuse, calm, As it then was, Cincinnati Electrician Co.')
  })

  it('of a piece that does not say what a later text takes names it, and takes what is typed beside its own', async () => {
    const job_id = await addJob(client.cincinnati, { topic: 'Old', variables: { tone: 'calm' } })
    const variables = {
      type: 'object',
      properties: { tone: { type: 'string' }, season: { type: 'string' } },
      required: ['season'],
    }
    const asked = {
      client_id: client.heaviside,
      text: text('{{ topic }}, {{ vars.tone }}, {{ vars.season }}', { variables }),
      against: { kind: 'job', job_id },
    }
    expect(await ask(actor.agency, asked)).toMatchObject({
      status: 422,
      body: { code: 'variables_invalid', errors: [{ path: 'variables.season', message: 'is required: give a text' }] },
    })
    const said = { ...asked.against, variables: { season: 'spring', tone: 'merry' } }
    expect((await preview(actor.agency, { ...asked, against: said })).prompt?.user).toBe('Old, merry, spring')
  })

  it('of a sample fills every variable that the text declares', async () => {
    const variables = { type: 'object', properties: { tone: { type: 'string' } }, required: ['tone'] }
    const { prompt } = await preview(actor.agency, {
      client_id: client.heaviside,
      text: text('{{ topic }} / {{ vars.tone }}', { variables }),
      against: { kind: 'sample', content_type: 'faq' },
    })
    expect(prompt?.user).toBe('What to know before one begins / tone')
  })

  it('of a stored version says what that version says, and of a text never what was previewed before', async () => {
    expect((await preview(actor.agency, { ...stored(), against: typed })).prompt?.user).toBe(
      'SECRET Why breakers trip for Heaviside Digital',
    )
    for (const template of ['One {{ topic }}', 'Another {{ topic }}']) {
      const { prompt } = await preview(actor.agency, {
        client_id: client.heaviside,
        text: text(template),
        against: typed,
      })
      expect(prompt?.user).toBe(template.replace('{{ topic }}', 'Why breakers trip'))
    }
  })

  it.each([
    ['does not parse', 'one\n{% if topic %}', { part: 'template', line: 2, column: 1 }],
    ['names what does not exist', 'one\ntwo {{ brand.voise }}', { part: 'template', line: 2 }],
    [
      'never ends',
      '{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}',
      { part: 'template' },
    ],
  ])('of a text that %s has no prompt, and says where and why', async (_what, template, place) => {
    const answer = await preview(actor.agency, { client_id: client.heaviside, text: text(template), against: typed })
    expect(answer.prompt).toBeNull()
    expect(answer.costs).toEqual([])
    expect(answer.findings[0]).toMatchObject({ severity: 'error', ...place })
  })

  it('refuses values that the text does not take, by name', async () => {
    const answer = await ask(actor.agency, {
      client_id: client.heaviside,
      text: text('{{ topic }}'),
      against: { ...typed, variables: { tone: 'calm' } },
    })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'variables_invalid', errors: [{ path: 'variables.tone' }] },
    })
  })

  it.each([
    ['neither a text nor a version', {}],
    ['both', { text: text('x'), template_id: randomUUID(), version: 1 }],
    ['a template without its version', { template_id: randomUUID() }],
  ])('of %s is refused', async (_what, given) => {
    expect((await ask(actor.agency, { client_id: client.heaviside, against: typed, ...given })).status).toBe(400)
  })
})

describe('what is the agency’s', () => {
  it('is not read by its customers with preview’s help: neither its versions nor its partials', async () => {
    expect((await ask(actor.customer, { ...stored(), against: typed })).status).toBe(404)
    const asOwn = { ...stored(), client_id: client.cincinnati, against: typed }
    for (const template_id of [agencys, randomUUID()])
      expect((await ask(actor.customer, { ...asOwn, template_id })).body.code).toBe('not_found')
    const answer = await preview(actor.customer, {
      client_id: client.cincinnati,
      text: text("{% render 'tone' %}"),
      against: typed,
    })
    expect(answer.prompt).toBeNull()
    expect(JSON.stringify(answer)).not.toContain('PARTIAL')
  })

  it('is previewed for those below it, and for nobody else', async () => {
    const own = { client_id: client.cincinnati, text: text('{{ topic }}'), against: typed }
    expect((await ask(actor.customer, own)).status).toBe(200)
    const above = await ask(actor.agency, { ...own, for_client_id: client.heaviside })
    expect(above).toMatchObject({ status: 422, body: { errors: [{ path: 'for_client_id' }] } })
    const job_id = await addJob(client.heaviside, { topic: 'Above' })
    const ofAgency = await ask(actor.agency, { ...own, against: { kind: 'job', job_id } })
    expect(ofAgency).toMatchObject({ status: 422, body: { errors: [{ path: 'against.job_id' }] } })
  })

  it('shows no piece and no client of others: they are not there', async () => {
    const own = { client_id: client.heaviside, text: text('{{ topic }}') }
    const foreign = await addJob(client.ohio, { topic: 'Foreign' })
    for (const job_id of [foreign, randomUUID()]) {
      const { status, body } = await ask(actor.agency, { ...own, against: { kind: 'job', job_id } })
      expect([status, body.detail]).toEqual([404, 'No such job.'])
    }
    for (const for_client_id of [client.ohio, randomUUID()]) {
      const { status, body } = await ask(actor.agency, { ...own, for_client_id, against: typed })
      expect([status, body.detail]).toEqual([404, 'No such client.'])
    }
    expect((await ask(actor.stranger, { ...own, against: typed })).status).toBe(404)
    const emptied = await addJob(client.cincinnati, {})
    const gone = await ask(actor.agency, { ...own, against: { kind: 'job', job_id: emptied } })
    expect(gone).toMatchObject({ status: 422, body: { errors: [{ path: 'against.job_id' }] } })
  })
})

it('a sample’s values are what the variables allow', () => {
  const properties = {
    plain: { type: 'string', maxLength: 3 },
    chosen: { type: 'string', enum: ['a', 'b'] },
    usual: { type: 'string', default: 'x' },
    count: { type: 'integer', minimum: 2.5, maximum: 9 },
    below: { type: 'number', maximum: -1 },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' } },
  } as const
  expect(sampleValues({ type: 'object', properties: structuredClone(properties) as never })).toEqual({
    ...{ plain: 'pla', chosen: 'a', count: 3, below: -1, flag: true, list: ['list'] },
  })
})
