import { prompt, promptDiff, promptList, promptVersion, promptVersionList } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

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

const texts = ['', '/versions', '/versions/1', '/diff'] as const
const read = (actor: string, template: string, path = '') => im.call('GET', `/templates/${template}${path}`, actor)
const open = (actor: string, template: string, isOpen = true) =>
  im.call('PATCH', `/templates/${template}`, actor, { open_below: isOpen })
const ofAgency = (changes: object = {}) => created(who.agencyAdmin, changes, id.agency)
const partial = (name: string, template: string) =>
  ofAgency({ kind: 'partial', name, content_type: 'any', template, is_active: true })

describe('a template of a client above', () => {
  it('serves those below, and is theirs neither to read, to copy nor to change', async () => {
    const agencys = await ofAgency({ content_type: 'landing_page', is_active: true })
    for (const path of texts) expect((await read(who.admin, agencys.id, path)).status, path).toBe(404)
    const copy = { client_id: id.customer }
    expect(refusal(await im.call('POST', `/templates/${agencys.id}/copy`, who.admin, copy))).toEqual([404, 'not_found'])
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

describe('a template that those below may read', () => {
  it('is opened and closed by those who answer for it, who are told of in the audit', async () => {
    const { id: template } = await ofAgency()
    expect(refusal(await open(who.agencyMember, template))).toEqual([403, 'forbidden'])
    expect(refusal(await open(who.admin, template))).toEqual([404, 'not_found'])
    expect(prompt.parse((await open(who.agencyAdmin, template)).body)).toMatchObject({
      open_below: true,
      inherited: false,
    })
    expect((await open(who.agencyAdmin, template)).status).toBe(200)
    // From below they may read it, which is all.
    expect(refusal(await open(who.admin, template, false))).toEqual([404, 'not_found'])
    expect((await save(who.agencyMember, template, 1, 'Two')).body).toMatchObject({ open_below: true })
    await open(who.agencyAdmin, template, false)
    expect((await im.audited(template)).map(({ action }) => action)).toEqual([
      'prompt.created',
      'prompt.opened',
      'prompt.version_added',
      'prompt.closed',
    ])
    expect((await read(who.viewer, template)).status).toBe(404)
    expect(refusal(await im.call('PATCH', `/templates/${template}`, who.agencyAdmin, {}))).toEqual([
      400,
      'invalid_request',
    ])
  })

  it('is read there in all its versions with its labels, without its authors and what is found about it', async () => {
    const { id: template, name } = await ofAgency({ template: 'one' })
    await save(who.agencyMember, template, 1, 'two', { message: 'Shorter' })
    await im.call('PUT', `/templates/${template}/labels/staging`, who.agencyMember, { version: 2, base: null })
    await open(who.agencyAdmin, template)
    const seen = prompt.parse((await read(who.viewer, template)).body)
    expect(seen).toMatchObject({ name, client_id: id.agency, inherited: true, open_below: true, version: null })
    expect(seen.client_name).toBe('Heaviside Digital')
    expect(seen.labels.map(({ label, version }) => [label, version])).toEqual([['staging', 2]])
    expect(seen.latest).toMatchObject({ template: 'two', author: null, message: 'Shorter', labels: ['staging'] })
    expect(seen.findings).toEqual([])
    const list = promptVersionList.parse((await read(who.viewer, template, '/versions')).body)
    expect(list.items.map(({ version, author }) => [version, author])).toEqual([
      [2, null],
      [1, null],
    ])
    expect(promptVersion.parse((await read(who.viewer, template, '/versions/1')).body).template).toBe('one')
    expect(promptDiff.parse((await read(who.viewer, template, '/diff')).body).template.added).toBe(1)
    expect(prompt.parse((await read(who.agencyMember, template)).body).latest.author?.name).toBeTruthy()
  })

  it('is nobody’s elsewhere, and nobody’s to change below', async () => {
    const { id: template } = await ofAgency()
    await open(who.agencyAdmin, template)
    for (const path of texts)
      for (const actor of [who.otherAdmin, who.stranger])
        expect((await read(actor, template, path)).status, path).toBe(404)
    expect((await read(`client:${id.other}`, template)).status).toBe(404)
    expect(refusal(await save(who.admin, template, 1, 'x'))).toEqual([404, 'not_found'])
    expect(refusal(await activate(who.admin, template, 1, null))).toEqual([404, 'not_found'])
    for (const path of ['/reach', '/moves']) expect((await read(who.admin, template, path)).status, path).toBe(404)
    expect((await im.call('PUT', `/templates/${template}/versions/1`, who.admin, { template: 'x' })).status).toBe(404)
    const label = await im.call('PUT', `/templates/${template}/labels/staging`, who.admin, { version: 1, base: null })
    expect(refusal(label)).toEqual([404, 'not_found'])
    const pinned = await im.post(who.admin, {
      ...{ client_id: id.customer, content_type: 'press_release', topic: 'Waves', strategy: {} },
      ...{ template_id: template, template_version: 1 },
    })
    expect(pinned.status).toBe(422)
  })

  it('is told of in the list of whoever inherits it', async () => {
    const agencys = await ofAgency({ content_type: 'email', is_active: true })
    const list = async () =>
      promptList.parse((await im.call('GET', `/clients/${id.customer}/prompts`, who.viewer)).body)
    const openings = async () => {
      const { items, providers } = await list()
      const serves = providers.find(({ content_type }) => content_type === 'email')?.serves
      return [items.find((item) => item.id === agencys.id)?.open_below, serves?.open_below]
    }
    expect(await openings()).toEqual([false, false])
    await open(who.agencyAdmin, agencys.id)
    expect(await openings()).toEqual([true, true])
  })

  it('opens with it the partials that it renders, and no others', async () => {
    const inner = await partial('open-inner', 'Inner.')
    const outer = await partial('open-outer', `{% render 'open-inner' %}`)
    const other = await partial('open-not', 'Not.')
    const { id: template } = await ofAgency({ template: `{% render 'open-outer' %}` })
    await open(who.agencyAdmin, template)
    for (const one of [inner, outer]) expect((await read(who.viewer, one.id)).status, one.name).toBe(200)
    expect((await read(who.viewer, other.id)).status).toBe(404)
    expect((await im.audited(inner.id)).at(-1)).toMatchObject({
      action: 'prompt.opened',
      actor: who.agencyAdmin,
      facts: { opened_with: template },
    })
    expect(prompt.parse((await read(who.viewer, template)).body).partials).toEqual([
      { name: 'open-inner', template_id: inner.id, version: 1, open_below: true },
      { name: 'open-outer', template_id: outer.id, version: 1, open_below: true },
    ])
    // One that a later version renders is opened when somebody says so again.
    await save(who.agencyMember, template, 1, `{% render 'open-not' %}`)
    expect(prompt.parse((await read(who.viewer, template)).body).partials).toEqual([
      { name: 'open-not', template_id: null, version: null, open_below: false },
    ])
    await open(who.agencyAdmin, template)
    expect((await read(who.viewer, other.id)).status).toBe(200)
  })
})

describe('a copy', () => {
  const copy = (actor: string, template: string, body: object = {}) =>
    im.call('POST', `/templates/${template}/copy`, actor, { client_id: id.customer, ...body })
  const copied = async (...given: Parameters<typeof copy>) => {
    const { status, body } = await copy(...given)
    expect([status, body]).toEqual([201, expect.anything()])
    return prompt.parse(body)
  }
  const opened = async (changes: object) => {
    const made = await ofAgency(changes)
    await open(who.agencyAdmin, made.id)
    return made
  }

  it('is a draft of one’s own that says what was copied, and from where', async () => {
    const text = {
      system_template: 'You write for {{ client.name }}.',
      template: 'About {{ topic }} in {{ vars.season }}.',
      variables: { type: 'object', properties: { season: { type: 'string', default: 'fall' } } },
      model_settings: { temperature: 0.4 },
      trim_order: ['brief'],
    }
    const source = await opened({ ...text, content_type: 'case_study', is_active: true })
    await save(who.agencyMember, source.id, 1, 'A draft of a second.')
    const mine = await copied(who.member, source.id)
    expect(mine).toMatchObject({
      ...{ client_id: id.customer, name: source.name, content_type: 'case_study' },
      ...{ version: null, latest_version: 1, open_below: false, inherited: false },
    })
    expect(mine.id).not.toBe(source.id)
    expect(mine.latest).toMatchObject({
      ...text,
      message: `Copied from version 1 of “${source.name}” of Heaviside Digital`,
      author: { actor: who.member },
    })
    expect(await im.audited(mine.id)).toMatchObject([
      {
        action: 'prompt.created',
        facts: { copied_from: source.id, copied_version: 1, copied_client: id.agency },
      },
    ])
    const second = await copied(who.member, source.id, { version: 2, name: 'Mine', content_type: 'faq' })
    expect(second).toMatchObject({ name: 'Mine', content_type: 'faq', latest: { template: 'A draft of a second.' } })
  })

  it('renders at once: with the partials that the client lacks, which those who answer for it take along', async () => {
    await partial('copy-inner', 'Inner {{ topic }}.')
    await partial('copy-outer', `Outer, {% render 'copy-inner' %}`)
    await created(who.admin, {
      ...{ kind: 'partial', name: 'copy-same', content_type: 'any', template: 'The same.', is_active: true },
    })
    await partial('copy-same', 'The same.')
    const source = await opened({ template: `{% render 'copy-outer' %} {% render 'copy-same' %}` })
    const asMember = await copy(who.member, source.id)
    expect(refusal(asMember)).toEqual([403, 'forbidden'])
    expect(asMember.body.detail).toContain('“copy-inner”, “copy-outer”')
    const mine = await copied(who.admin, source.id)
    expect(mine.partials.map(({ name, version }) => [name, version])).toEqual([
      ['copy-inner', 1],
      ['copy-outer', 1],
      ['copy-same', 1],
    ])
    expect(mine.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    await activate(who.admin, mine.id, 1, null)
    const { body } = await im.post(`client:${id.customer}`, {
      ...{ client_id: id.customer, content_type: 'press_release', topic: 'waves', strategy: {} },
    })
    expect(body.prompt).toMatchObject({ user: 'Outer, Inner waves. The same.' })
    expect(await im.audited(mine.partials[0]?.template_id ?? '')).toMatchObject([
      { action: 'prompt.created', actor: who.admin, facts: { is_active: true, copied_client: id.agency } },
    ])
    // Once they are there, members copy as well.
    expect((await copy(who.member, source.id)).status).toBe(201)
  })

  it('says which partials the client has others for, and renders those only when told to', async () => {
    await partial('copy-voice', 'The agency’s.')
    await created(who.admin, {
      ...{ kind: 'partial', name: 'copy-voice', content_type: 'any', template: 'Our own.', is_active: true },
    })
    const source = await opened({ template: `{% render 'copy-voice' %}` })
    const refused = await copy(who.admin, source.id)
    expect(refusal(refused)).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('“copy-voice”')
    const mine = await copied(who.member, source.id, { use_own_partials: true })
    const own = mine.partials[0]?.template_id ?? ''
    expect(prompt.parse((await read(who.viewer, own)).body)).toMatchObject({
      client_id: id.customer,
      name: 'copy-voice',
    })
  })

  it('is refused, by name, for partials that are not to be read', async () => {
    const tail = await partial('copy-secret', 'Secret.')
    const source = await opened({ template: `{% render 'copy-secret' %}` })
    await open(who.agencyAdmin, tail.id, false)
    const refused = await copy(who.admin, source.id)
    expect(refusal(refused)).toEqual([422, 'unprocessable'])
    expect(refused.body.detail).toContain('“copy-secret”')
    expect(JSON.stringify(refused.body)).not.toContain('Secret.')
  })

  it('goes down the tree that its template serves, and nowhere else', async () => {
    const source = await opened({})
    const customers = await created(who.admin)
    const to = (client_id: string) => ({ client_id })
    expect(refusal(await copy(who.viewer, source.id))).toEqual([403, 'forbidden'])
    expect((await copy(who.agencyMember, source.id, to(id.agency))).status).toBe(201)
    expect((await copy(who.agencyMember, source.id, to(id.sibling))).status).toBe(201)
    expect(refusal(await copy(who.admin, source.id, to(id.sibling)))).toEqual([404, 'not_found'])
    expect(refusal(await copy(who.admin, source.id, to(id.agency)))).toEqual([404, 'not_found'])
    // Up, and across: by somebody who works at both.
    expect(refusal(await copy(who.agencyMember, customers.id, to(id.agency)))).toEqual([422, 'unprocessable'])
    expect(refusal(await copy(who.agencyMember, customers.id, to(id.sibling)))).toEqual([422, 'unprocessable'])
    expect(refusal(await copy(who.rootAdmin, source.id, to(id.other)))).toEqual([422, 'unprocessable'])
    expect(refusal(await copy(who.otherAdmin, source.id, to(id.other)))).toEqual([404, 'not_found'])
  })

  it('of a partial keeps its handle, which may be taken', async () => {
    const source = await partial('copy-alone', 'Alone.')
    await open(who.agencyAdmin, source.id)
    const mine = await copied(who.member, source.id)
    expect(mine).toMatchObject({ kind: 'partial', name: 'copy-alone', version: null, client_id: id.customer })
    expect(refusal(await copy(who.member, source.id))).toEqual([409, 'conflict'])
    expect((await copy(who.member, source.id, { name: 'copy-again' })).status).toBe(201)
    expect(refusal(await copy(who.member, source.id, { name: 'Not a handle' }))).toEqual([422, 'unprocessable'])
  })
})
