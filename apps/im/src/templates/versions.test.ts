import { prompt, promptDiff, promptNeeds, promptSaved, promptVersion, promptVersionList } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorsOf, refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

let im: TemplateStage
let id: TemplateStage['id']
let who: TemplateStage['who']
let created: TemplateStage['created']
let save: TemplateStage['save']
let activate: TemplateStage['activate']

beforeAll(async () => {
  im = await startTemplateStage()
  ;({ id, who, created, save, activate } = im)
})
afterAll(() => im.close())

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

describe('the variables of a version', () => {
  const string = { type: 'string' }
  const variables = { type: 'object', properties: { zone: string, a: string, season: string } }
  const template = '{{ vars.zone }} {{ vars.a }} {{ vars.season }}'

  it('keep the order in which their author sent them, also after a round through the database', async () => {
    const made = await created(who.admin, { content_type: 'ad_copy', template, variables, is_active: true })
    const latest = prompt.parse((await im.call('GET', `/templates/${made.id}`, who.viewer)).body).latest
    expect(latest.variables.propertyOrdering).toEqual(['zone', 'a', 'season'])
    expect(Object.keys(latest.variables.properties ?? {})).toEqual(['zone', 'a', 'season'])
    const needs = await im.call('GET', `/clients/${id.customer}/prompt-needs?content_type=ad_copy`, who.viewer)
    expect(Object.keys(promptNeeds.parse(needs.body).variables.properties ?? {})).toEqual(['zone', 'a', 'season'])
  })

  it('make another version by standing in another order, and none by an order that says the same', async () => {
    const made = await created(who.member, { template, variables })
    const order = (...propertyOrdering: string[]) => ({ variables: { ...variables, propertyOrdering } })
    const same = await save(who.member, made.id, 1, template, order('zone', 'a'))
    expect(same.body).toMatchObject({ made: false })
    const other = await save(who.member, made.id, 1, template, order('season', 'zone', 'a'))
    expect(other.body).toMatchObject({ made: true })
    const { variables: changes } = promptDiff.parse(
      (await im.call('GET', `/templates/${made.id}/diff`, who.viewer)).body,
    )
    expect(changes).toEqual([
      { path: 'propertyOrdering', change: 'changed', before: ['zone', 'a', 'season'], after: ['season', 'zone', 'a'] },
    ])
    // One more, at its place, is no change of the others' order.
    const more = { ...variables.properties, tone: string }
    const wider = { properties: more, propertyOrdering: ['season', 'tone', 'zone', 'a'] }
    await save(who.member, made.id, 2, `${template} {{ vars.tone }}`, { variables: wider })
    const added = promptDiff.parse((await im.call('GET', `/templates/${made.id}/diff`, who.viewer)).body)
    expect(added.variables.map(({ path }) => path)).toEqual(['properties.tone'])
  })

  it('stand in one order that stays where their version was made before there was an order', async () => {
    const { id: older } = await created(who.member, { template, variables })
    await im.admin.pool.query('alter table prompt_templates disable trigger prompt_templates_immutable')
    await im.admin.pool.query(
      `update prompt_templates set variables = variables - 'propertyOrdering' where template_id = $1`,
      [older],
    )
    await im.admin.pool.query('alter table prompt_templates enable trigger prompt_templates_immutable')
    const { latest } = prompt.parse((await im.call('GET', `/templates/${older}`, who.viewer)).body)
    expect(Object.keys(latest.variables.properties ?? {})).toEqual(['a', 'zone', 'season'])
    const shown = { ...latest.variables, propertyOrdering: ['a', 'zone', 'season'] }
    expect((await save(who.member, older, 1, template, { variables: shown })).body).toMatchObject({ made: false })
  })

  it.each([
    ['what is not declared', ['zone', 'b'], 'variables.propertyOrdering.1'],
    ['one twice', ['zone', 'zone'], 'variables.propertyOrdering.1'],
  ])('are refused in an order that names %s', async (_what, propertyOrdering, path) => {
    const refused = await im.create(who.member, { template, variables: { ...variables, propertyOrdering } })
    expect(refusal(refused)).toEqual([400, 'invalid_request'])
    expect(errorsOf(refused).some((one) => one.path.includes(path))).toBe(true)
  })
})
