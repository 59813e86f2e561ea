import { prompt, promptMoveList } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusal, startTemplateStage, type TemplateStage } from '../test/template-stage.ts'

let im: TemplateStage
let id: TemplateStage['id']
let who: TemplateStage['who']
let created: TemplateStage['created']
let save: TemplateStage['save']

beforeAll(async () => {
  im = await startTemplateStage()
  ;({ id, who, created, save } = im)
})
afterAll(() => im.close())

describe('labels', () => {
  const label = (actor: string, template: string, name: string, version: number, base: number | null) =>
    im.call('PUT', `/templates/${template}/labels/${name}`, actor, { version, base })
  const remove = (actor: string, template: string, name: string, base: number) =>
    im.call('DELETE', `/templates/${template}/labels/${name}?base=${base}`, actor)

  it('are moved by whoever writes for the client, who say where they saw them', async () => {
    const { id: template } = await created(who.member)
    await save(who.member, template, 1, 'Two')
    expect((await label(who.member, template, 'staging', 1, null)).body.labels).toEqual([
      { label: 'staging', version: 1, protected: false },
    ])
    expect(refusal(await label(who.member, template, 'staging', 2, null))).toEqual([409, 'conflict'])
    expect(prompt.parse((await label(who.member, template, 'staging', 2, 1)).body).latest.labels).toEqual(['staging'])
    expect(refusal(await label(who.member, template, 'staging', 3, 2))).toEqual([404, 'not_found'])
    expect(refusal(await label(who.viewer, template, 'staging', 1, 2))).toEqual([403, 'forbidden'])
    expect(refusal(await remove(who.member, template, 'staging', 1))).toEqual([409, 'conflict'])
    expect((await remove(who.member, template, 'staging', 2)).body.labels).toEqual([])
    expect(refusal(await remove(who.member, template, 'staging', 2))).toEqual([404, 'not_found'])
    expect((await im.audited(template)).slice(2)).toMatchObject([
      { action: 'prompt.label_moved', facts: { label: 'staging', version: 1, from_version: null } },
      { action: 'prompt.label_moved', facts: { label: 'staging', version: 2, from_version: 1 } },
      { action: 'prompt.label_removed', facts: { label: 'staging', version: 2 } },
    ])
  })

  it('that are protected are moved by admins alone, at this client', async () => {
    const { id: template } = await created(who.member)
    const elsewhere = await created(who.agencyMember, {}, id.agency)
    const protect = (actor: string, value: boolean) =>
      im.call('PUT', `/clients/${id.customer}/prompt-labels/release`, actor, { protected: value })
    expect(refusal(await protect(who.member, true))).toEqual([403, 'forbidden'])
    await label(who.member, template, 'release', 1, null)
    expect((await protect(who.admin, true)).body.items).toContainEqual({
      label: 'release',
      protected: true,
      templates: 1,
    })
    expect(refusal(await remove(who.member, template, 'release', 1))).toEqual([403, 'forbidden'])
    expect(refusal(await label(who.member, template, 'release', 1, 1))).toEqual([403, 'forbidden'])
    expect((await remove(who.admin, template, 'release', 1)).status).toBe(200)
    expect(refusal(await label(who.member, template, 'release', 1, null))).toEqual([403, 'forbidden'])
    expect((await label(who.agencyMember, elsewhere.id, 'release', 1, null)).status).toBe(200)
    await protect(who.admin, false)
    expect((await label(who.member, template, 'release', 1, null)).status).toBe(200)
    expect(
      (await im.audited(id.customer)).filter(({ label }) => label === 'release').map(({ action }) => action),
    ).toEqual(['prompt.label_protected', 'prompt.label_unprotected'])
  })

  it('tell when they were moved and by whom, production too, to whoever reads the template', async () => {
    const { id: template } = await created(who.admin, { content_type: 'email', is_active: true })
    await save(who.member, template, 1, 'Two')
    await label(who.member, template, 'staging', 2, null)
    await im.activate(who.agencyAdmin, template, 2, 1)
    await remove(who.admin, template, 'staging', 2)
    await im.call('POST', `/templates/${template}/deactivate`, who.admin, { base: 2 })
    const moves = async (query = '', actor = who.viewer) =>
      promptMoveList.parse((await im.call('GET', `/templates/${template}/moves${query}`, actor)).body)
    const { items } = await moves()
    expect(items.map(({ label, from_version, version, by }) => [label, from_version, version, by?.actor])).toEqual([
      ['production', 2, null, who.admin],
      ['staging', 2, null, who.admin],
      ['production', 1, 2, who.agencyAdmin],
      ['staging', null, 2, who.member],
      ['production', null, 1, who.admin],
    ])
    expect(items.every(({ by }) => by?.name)).toBe(true)
    const first = await moves('?limit=2')
    expect(first.items).toEqual(items.slice(0, 2))
    expect((await moves(`?limit=2&cursor=${first.next_cursor}`)).items).toEqual(items.slice(2, 4))
    await im.call('PATCH', `/templates/${template}`, who.admin, { open_below: true })
    for (const actor of [who.stranger, who.otherAdmin])
      expect((await im.call('GET', `/templates/${template}/moves`, actor)).status).toBe(404)
  })

  it('are never called production, nor anything but a label', async () => {
    const { id: template } = await created(who.member)
    for (const name of ['production', 'Staging', '1st', 'a'.repeat(41)])
      expect(refusal(await label(who.admin, template, name, 1, null)), name).toEqual([400, 'invalid_request'])
  })
})
