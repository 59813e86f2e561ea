import { prompt } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorsOf, refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

let im: TemplateStage
let id: TemplateStage['id']
let who: TemplateStage['who']
let create: TemplateStage['create']
let created: TemplateStage['created']
let save: TemplateStage['save']
let activate: TemplateStage['activate']

beforeAll(async () => {
  im = await startTemplateStage()
  ;({ id, who, create, created, save, activate } = im)
})
afterAll(() => im.close())

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
      { name: 'house-inner', template_id: inner.id, version: 1, open_below: false },
      { name: 'house-voice', template_id: voice.id, version: 1, open_below: false },
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

  beforeAll(() => created(who.member, { kind: 'partial', name: 'of-the-customer', content_type: 'any' }))
  it.each([
    ['that is not there', `\n {% render 'nowhere' %}`, 'there is no partial "nowhere" in use', 2],
    ['of another client', `{% render 'of-the-customer' %}`, 'there is no partial "of-the-customer" in use', 1],
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
