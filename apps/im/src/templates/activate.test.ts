import { prompt } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorsOf, refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

let im: TemplateStage
let who: TemplateStage['who']
let created: TemplateStage['created']
let save: TemplateStage['save']
let activate: TemplateStage['activate']

beforeAll(async () => {
  im = await startTemplateStage()
  ;({ who, created, save, activate } = im)
})
afterAll(() => im.close())

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
