import { promptValidation } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'

let im: TestIm
let client: { heaviside: string; cincinnati: string; pasco: string }
beforeAll(async () => {
  im = await startIm()
  client = {
    heaviside: await im.idOf('heaviside-digital'),
    cincinnati: await im.idOf('cincinnati-electrician'),
    pasco: await im.idOf('pasco-scientific'),
  }
})
afterAll(() => im.close())

const text = { content_type: 'blog_post', template: 'Topic: {{ topic }}\n{{ brand.voise }}' }
const validate = async (actor: string, body: object) => im.call('POST', '/templates/validate', actor, body)

describe('POST /templates/validate', () => {
  it('says what is wrong to whoever may see the client, and stores nothing', async () => {
    const count = async () =>
      (
        await im.admin.kysely
          .selectFrom('prompt_templates')
          .select(({ fn }) => fn.countAll().as('n'))
          .execute()
      )[0]
    const before = await count()
    const viewer = `user:${await im.userId('viewer@heaviside.example')}`
    const { status, body } = await validate(viewer, { ...text, client_id: client.cincinnati })
    expect(status).toBe(200)
    const { findings, size } = promptValidation.parse(body)
    expect(findings[0]).toEqual({
      ...{ severity: 'error', code: 'unknown_variable', part: 'template', line: 2, column: 4 },
      message: 'the variable "brand.voise" does not exist; did you mean "brand.voice"?',
    })
    expect(size).toBeNull()
    expect(await count()).toEqual(before)
  })

  it('holds the text against the strategy, the partials and the catalogue of the client', async () => {
    const { rows } = await im.admin.pool.query<{ phrase: string }>(
      `select configuration -> 'content' -> 'banned_phrases' ->> 0 as phrase from strategies
       where client_id = (select id from clients where parent_id is null) and is_active
         and jsonb_array_length(configuration -> 'content' -> 'banned_phrases') > 0 limit 1`,
    )
    const phrase = rows[0]?.phrase ?? ''
    expect(phrase).not.toBe('')
    const template = `Topic: {{ topic }}\nMake it ${phrase}.`
    const { body } = await validate(`client:${client.pasco}`, { ...text, template, client_id: client.pasco })
    const { findings, size } = promptValidation.parse(body)
    expect(findings).toContainEqual(expect.objectContaining({ code: 'banned_phrase', line: 2 }))
    expect(Number(size?.cheapest?.usd)).toBeGreaterThan(0)
    expect(Number(size?.typical?.usd)).toBeGreaterThanOrEqual(Number(size?.cheapest?.usd))
    const strange = await validate(`client:${client.pasco}`, {
      ...{ ...text, template: "{{ topic }}{% render 'nobody-has-this' %}", client_id: client.pasco },
    })
    expect(promptValidation.parse(strange.body).findings[0]?.message).toContain('there is no partial')
  })

  it('answers for another tenant’s client as for one that does not exist', async () => {
    const asked = async (id: string) => {
      const { status, body } = await validate(`client:${client.cincinnati}`, { ...text, client_id: id })
      return [status, body.code]
    }
    expect(await asked(client.pasco)).toEqual([404, 'not_found'])
    expect(await asked(client.heaviside)).toEqual([404, 'not_found'])
    expect(await asked('0190a6d8-0000-7000-8000-000000000001')).toEqual([404, 'not_found'])
  })
})
