import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExperimentStage, startExperimentStage } from '../test/experiment-stage.ts'
import type { ImAnswer } from '../test/im.ts'

let im: ExperimentStage
const takes = { properties: { season: { type: 'string' } }, required: ['season'] }
const texts = ['first', 'second', 'third', 'fourth']

beforeAll(async () => {
  im = await startExperimentStage()
})
afterAll(() => im.close())

const pathsOf = ({ body }: ImAnswer) => (body.errors as { path: string }[]).map(({ path }) => path)
const post = (path: string, body?: object) => im.call('POST', path, im.who.admin, body)

describe('a request suits whatever makes its prompt, since it is judged by the version in use', () => {
  it('so no experiment starts whose variants take other variables than that, though they take the same ones', async () => {
    const template_id = await im.addTemplate('faq', texts, im.id.agency, [{}, takes, takes, takes])
    const variants = [{ version: 2 }, { version: 3 }]
    const { id } = await im.drafted({ template_id, content_type: 'faq', variants })
    const refused = await post(`/experiments/${id}/start`, { base_revision: 1 })
    expect([refused.status, pathsOf(refused)]).toEqual([422, ['variants.0.version']])
    await post(`/templates/${template_id}/activate`, { version: 4, base: 1 })
    expect((await post(`/experiments/${id}/start`, { base_revision: 1 })).status).toBe(200)
  })

  it('and while one runs, no version comes into use that takes others than those that it tries', async () => {
    const template_id = await im.addTemplate('email', texts, im.id.agency, [{}, {}, takes, {}])
    // Of a client below: it is the template that they share.
    const { id } = await im.running({ template_id, content_type: 'email' }, im.who.admin, im.id.customer)
    const activate = (version: number, base: number) => post(`/templates/${template_id}/activate`, { version, base })
    const refused = await activate(3, 1)
    expect([refused.status, refused.code, pathsOf(refused)]).toEqual([409, 'conflict', ['version']])
    expect(refused.body.detail).toMatch(/tries version 1, .*\(season\).* Stop that experiment first/)
    expect((await activate(4, 1)).status).toBe(200)
    await post(`/experiments/${id}/stop`)
    expect((await activate(3, 4)).status).toBe(200)
  })
})
