import { prompt } from '@hg/contracts'
import type { Service } from '@hg/http'
import { signServiceToken } from '@hg/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImAnswer, startIm, type TestIm } from '../test/im.ts'

let im: TestIm
let another: Service
let client: string
let admin: string

beforeAll(async () => {
  im = await startIm()
  another = await im.startAnother()
  client = await im.idOf('cincinnati-electrician')
  admin = `user:${await im.userId('admin@cincinnati-electrician.example')}`
})
afterAll(() => im.close())

async function create(changes: object): Promise<string> {
  const body = { name: 'Raced', content_type: 'press_release', template: 'one', ...changes }
  const answer = await im.call('POST', `/clients/${client}/prompts`, admin, body)
  expect(answer.status).toBe(201)
  return prompt.parse(answer.body).id
}

const post = (path: string, body: object) => im.call('POST', path, admin, body)
const save = (id: string, base_version: number, template: string) =>
  post(`/templates/${id}/versions`, { base_version, template })
const activate = (id: string, version: number, base: number | null, more: object = {}) =>
  post(`/templates/${id}/activate`, { version, base, ...more })

const sorted = (answers: ImAnswer[]) => answers.map(({ status }) => status).sort()

/** What is in use at the client for a content type, by the database. */
async function inUse(contentType: string): Promise<{ template_id: string; version: number }[]> {
  const { rows } = await im.admin.pool.query<{ template_id: string; version: number }>(
    `select template_id, version from prompt_templates
     where client_id = $1 and content_type = $2::content_type and is_active and kind = 'prompt'`,
    [client, contentType],
  )
  return rows
}

/** A prompt of the client, by one of the two instances. */
async function render(service: Service, contentType: string): Promise<string> {
  const token = await signServiceToken(im.keys.privateKey, { issuer: 'cpm', audience: 'im', actor: `client:${client}` })
  const answer = await service.inject({
    method: 'POST',
    url: '/generate-prompt',
    headers: { authorization: `Bearer ${token}` },
    payload: { client_id: client, content_type: contentType, topic: 'Waves', strategy: {} },
  })
  return answer.json<{ prompt: { user: string } }>().prompt.user
}

describe('many at once', () => {
  it('who save on the same version: one makes the next, the others get both texts', async () => {
    const id = await create({})
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => save(id, 1, `text ${at}`)))
    expect(sorted(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
    const winner = answers.find(({ status }) => status === 201)
    const { latest } = prompt.parse(winner?.body)
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body).toMatchObject({ current: { version: 2, template: latest.template }, yours: { version: 1 } })
    const { rows } = await im.admin.pool.query('select version from prompt_templates where template_id = $1', [id])
    expect(rows).toHaveLength(2)
  })

  it('who activate versions of one template: one is in use, and whoever saw another is told', async () => {
    const id = await create({ content_type: 'case_study', is_active: true })
    for (const version of [1, 2, 3, 4]) await save(id, version, `text ${version}`)
    const answers = await Promise.all([2, 3, 4, 5].map((version) => activate(id, version, 1)))
    expect(sorted(answers)).toEqual([200, 409, 409, 409])
    const [now] = await inUse('case_study')
    expect(await inUse('case_study')).toHaveLength(1)
    expect(prompt.parse(answers.find(({ status }) => status === 200)?.body).version).toBe(now?.version)
  })

  it('who bring different templates into use for one content type: one is, whatever they replace', async () => {
    const first = await create({ content_type: 'ad_copy', is_active: true })
    const others = await Promise.all(Array.from({ length: 4 }, () => create({ content_type: 'ad_copy' })))
    const answers = await Promise.all(others.map((id) => activate(id, 1, null, { replaces: first })))
    expect(sorted(answers)).toEqual([200, 409, 409, 409])
    const silent = await Promise.all(others.map((id) => activate(id, 1, null)))
    expect(silent.filter(({ status }) => status === 200)).toEqual([])
    expect(await inUse('ad_copy')).toHaveLength(1)
  })

  it('who take a partial out of use and render it by another: nothing in use is broken', async () => {
    for (let round = 0; round < 3; round++) {
      const name = `raced-${round}`
      const partial = await create({ kind: 'partial', name, content_type: 'any', is_active: true })
      const template = `{% render '${name}' %}`
      const [off, on] = await Promise.all([
        post(`/templates/${partial}/deactivate`, { base: 1 }),
        post(`/clients/${client}/prompts`, {
          ...{ name: 'R', content_type: 'email', template, is_active: true },
          ...(round > 0 ? { replaces: (await inUse('email'))[0]?.template_id } : {}),
        }),
      ])
      expect([off.status, on.status]).toSatisfy(
        ([o, n]: number[]) => (o === 200 && n === 422) || (o === 422 && n === 201),
      )
      if (on.status !== 201) await create({ content_type: 'email', is_active: true, ...(await replacing('email')) })
    }
  })

  it('who move one label: one does, and the others are told where it is', async () => {
    const id = await create({})
    await save(id, 1, 'two')
    const answers = await Promise.all(
      [1, 2, 1, 2].map((version) => im.call('PUT', `/templates/${id}/labels/staging`, admin, { version, base: null })),
    )
    expect(sorted(answers)).toEqual([200, 409, 409, 409])
  })
})

async function replacing(contentType: string): Promise<{ replaces?: string }> {
  const [now] = await inUse(contentType)
  return now ? { replaces: now.template_id } : {}
}

describe('another instance on the same database', () => {
  it('uses what was activated a moment ago, and the partials with it', async () => {
    const partial = await create({
      kind: 'partial',
      name: 'shared',
      content_type: 'any',
      template: 'calm',
      is_active: true,
    })
    const id = await create({
      content_type: 'newsletter',
      template: `one {% render 'shared' %}`,
      is_active: true,
    })
    const both = () => Promise.all([render(im.app, 'newsletter'), render(another, 'newsletter')])
    expect(await both()).toEqual(['one calm', 'one calm'])
    await save(id, 1, `two {% render 'shared' %}`)
    expect(await both()).toEqual(['one calm', 'one calm'])
    await activate(id, 2, 1)
    expect(await both()).toEqual(['two calm', 'two calm'])
    await save(partial, 1, 'lively')
    expect(await both()).toEqual(['two calm', 'two calm'])
    await activate(partial, 2, 1)
    expect(await both()).toEqual(['two lively', 'two lively'])
    await activate(id, 1, 2)
    expect(await both()).toEqual(['one lively', 'one lively'])
  })
})
