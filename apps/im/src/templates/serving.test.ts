import { prompt, promptNeeds, promptReach } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'

let im: TestIm
const id = { agency: '', customer: '', sibling: '', stranger: '' }
const who = { agency: '', customer: '' }

beforeAll(async () => {
  im = await startIm()
  id.agency = await im.idOf('heaviside-digital')
  id.customer = await im.idOf('cincinnati-electrician')
  id.sibling = await im.idOf('local-business-group')
  id.stranger = await im.idOf('pasco-scientific')
  who.agency = `user:${await im.userId('owner@heaviside.example')}`
  who.customer = `user:${await im.userId('viewer@cincinnati-electrician.example')}`
})
afterAll(() => im.close())

async function add(actor: string, clientId: string, fields: object): Promise<string> {
  const { status, body } = await im.call('POST', `/clients/${clientId}/prompts`, actor, {
    name: 'Template',
    template: 'Write about {{ topic }}.',
    is_active: true,
    ...fields,
  })
  expect([status, body]).toEqual([201, expect.anything()])
  return prompt.parse(body).id
}

const reach = async (actor: string, templateId: string) => im.call('GET', `/templates/${templateId}/reach`, actor)
const needs = async (actor: string, clientId: string, query: string) =>
  im.call('GET', `/clients/${clientId}/prompt-needs?${query}`, actor)

describe('the reach of a template', () => {
  it('is its client and those below, but for what something nearer or more particular serves', async () => {
    const any = await add(who.agency, id.agency, { content_type: 'any' })
    await add(who.agency, id.agency, { content_type: 'faq' })
    await add(who.agency, id.customer, { content_type: 'email' })
    const { clients, others, items } = promptReach.parse((await reach(who.agency, any)).body)
    expect({ clients, others }).toEqual({ clients: 3, others: 0 })
    const typesOf = (clientId: string) => items.find(({ client_id }) => client_id === clientId)?.content_types ?? []
    expect(items[0]?.client_id).toBe(id.agency)
    expect(typesOf(id.agency)).toContain('email')
    expect(typesOf(id.agency)).not.toContain('faq')
    expect(typesOf(id.sibling)).toEqual(typesOf(id.agency))
    expect(typesOf(id.customer)).toEqual(typesOf(id.agency).filter((type) => type !== 'email'))
    for (const clientId of [id.agency, id.customer, id.sibling]) {
      for (const type of ['email', 'faq', 'article'] as const) {
        const { serves } = promptNeeds.parse((await needs(who.agency, clientId, `content_type=${type}`)).body)
        expect([clientId, type, serves?.template_id === any]).toEqual([
          clientId,
          type,
          typesOf(clientId).includes(type),
        ])
      }
    }
  })

  it('leaves out whoever has one of their own for any content', async () => {
    const draft = await add(who.agency, id.agency, { content_type: 'case_study', is_active: false })
    await add(who.agency, id.sibling, { content_type: 'any' })
    expect(promptReach.parse((await reach(who.agency, draft)).body)).toMatchObject({ clients: 2, others: 1 })
  })

  it('is not told to who may not see the template', async () => {
    const own = await add(who.agency, id.agency, { content_type: 'ad_copy' })
    expect((await reach(who.customer, own)).code).toBe('not_found')
  })
})

describe('what a request may say', () => {
  const variables = { type: 'object', properties: { season: { type: 'string' } }, required: ['season'] }

  it('is told with the name of what serves and without its text, also where that is a client’s above', async () => {
    const template = 'Secret text about {{ topic }}'
    const own = await add(who.agency, id.agency, { content_type: 'newsletter', template, variables })
    const answer = await needs(who.customer, id.customer, 'content_type=newsletter')
    expect(promptNeeds.parse(answer.body)).toMatchObject({ serves: { template_id: own, version: 1 }, variables })
    expect(JSON.stringify(answer.body)).not.toContain('Secret')
  })

  it('is of the template that is named, as long as it is the client’s or of one above it', async () => {
    const named = await add(who.agency, id.agency, {
      content_type: 'landing_page',
      variables,
    })
    const query = `content_type=faq&template_id=${named}`
    expect(promptNeeds.parse((await needs(who.customer, id.customer, query)).body).variables).toEqual(variables)
    expect((await needs(who.customer, id.stranger, 'content_type=faq')).code).toBe('not_found')
  })
})
