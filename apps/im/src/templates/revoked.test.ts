import { type Experiment, experiment, prompt } from '@hg/contracts'
import { whileHeld } from '@hg/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExperimentStage, startExperimentStage } from '../test/experiment-stage.ts'
import type { ImAnswer } from '../test/im.ts'

let im: ExperimentStage
/** Somebody whose role changes. */
let who: string
let made = 0

beforeAll(async () => {
  im = await startExperimentStage()
  who = im.who.customerAdmin
})
beforeEach(() => setRole('admin'))
afterAll(() => im.close())

/** The person's role at the customer; null takes it away. */
async function setRole(role: 'admin' | 'member' | 'viewer' | null): Promise<void> {
  const at = [who.slice('user:'.length), im.id.customer]
  if (role === null) await im.admin.pool.query('delete from memberships where user_id = $1 and client_id = $2', at)
  else
    await im.admin.pool.query(
      `insert into memberships (user_id, client_id, role) values ($1, $2, $3)
       on conflict (user_id, client_id) do update set role = excluded.role`,
      [...at, role],
    )
}

const meanwhile = (sql: string, id: string, ask: () => Promise<ImAnswer>, role: Parameters<typeof setRole>[0]) =>
  whileHeld(im.adminUrl, { sql, values: [id] }, ask, () => setRole(role))

/** Holds the prompts of the customer, changes the role of whoever asks while they wait, and lets them go on. */
const whileLocked = (ask: () => Promise<ImAnswer>, role: Parameters<typeof setRole>[0]) =>
  meanwhile(`select pg_advisory_xact_lock(hashtextextended('prompts ' || $1::text, 0))`, im.id.customer, ask, role)

async function create(changes: object = {}): Promise<string> {
  const body = { name: `Revoked ${++made}`, content_type: 'press_release', template: 'one', ...changes }
  const answer = await im.call('POST', `/clients/${im.id.customer}/prompts`, im.who.admin, body)
  expect([answer.status, answer.body]).toEqual([201, expect.anything()])
  const { id } = prompt.parse(answer.body)
  return id
}

const read = async (id: string) => prompt.parse((await im.call('GET', `/templates/${id}`, im.who.admin)).body)
const changesOf = async (id: string) => (await im.audited(id)).map(({ action }) => action)

describe('whoever loses a role while a change waits', () => {
  it.each([
    ['activate', { version: 2, base: null }],
    ['rename', { name: 'Mine now' }],
    ['open', { open_below: true }],
    ['deactivate', { base: 1 }],
  ] as const)('does not %s, and the audit does not say so', async (verb, body) => {
    const id = await create()
    await im.call('POST', `/templates/${id}/versions`, im.who.admin, { base_version: 1, template: 'two' })
    if (verb === 'deactivate')
      await im.admin.pool.query('update prompt_templates set is_active = true where template_id = $1 and version = 1', [
        id,
      ])
    const [before, audited] = [await read(id), await changesOf(id)]
    const ask = () =>
      verb === 'rename' || verb === 'open'
        ? im.call('PATCH', `/templates/${id}`, who, body)
        : im.call('POST', `/templates/${id}/${verb}`, who, body)
    const answer = await whileLocked(ask, 'member')
    expect([answer.status, answer.code]).toEqual([403, 'forbidden'])
    expect(await read(id)).toEqual(before)
    expect(await changesOf(id)).toEqual(audited)
    if (verb === 'deactivate') await im.call('POST', `/templates/${id}/deactivate`, im.who.admin, { base: 1 })
  })

  it.each([['save'], ['rollback'], ['move label'], ['remove label'], ['create'], ['copy']])(
    'does not %s',
    async (verb) => {
      const id = await create()
      await im.call('POST', `/templates/${id}/versions`, im.who.admin, { base_version: 1, template: 'two' })
      await im.call('PUT', `/templates/${id}/labels/staging`, im.who.admin, { version: 1, base: null })
      const [before, audited] = [await read(id), await changesOf(id)]
      const ask = () => {
        switch (verb) {
          case 'save':
            return im.call('POST', `/templates/${id}/versions`, who, { base_version: 2, template: 'three' })
          case 'rollback':
            return im.call('POST', `/templates/${id}/rollback`, who, { base_version: 2, version: 1 })
          case 'move label':
            return im.call('PUT', `/templates/${id}/labels/staging`, who, { version: 2, base: 1 })
          case 'remove label':
            return im.call('DELETE', `/templates/${id}/labels/staging?base=1`, who)
          case 'copy':
            return im.call('POST', `/templates/${id}/copy`, who, { client_id: im.id.customer })
          default:
            return im.call('POST', `/clients/${im.id.customer}/prompts`, who, {
              name: 'N',
              content_type: 'faq',
              template: 'x',
            })
        }
      }
      const answer = await whileLocked(ask, 'viewer')
      expect([answer.status, answer.code]).toEqual([403, 'forbidden'])
      expect(await read(id)).toEqual(before)
      expect(await changesOf(id)).toEqual(audited)
      await setRole('admin')
      const gone = await whileLocked(ask, null)
      expect([gone.status, gone.code]).toEqual([404, 'not_found'])
      expect(await read(id)).toEqual(before)
    },
  )

  it.each([
    ['staging', true],
    ['staging', false],
  ] as const)('protects no label (%s, %s)', async (label, isProtected) => {
    await im.call('PUT', `/clients/${im.id.customer}/prompt-labels/${label}`, im.who.admin, { protected: !isProtected })
    const ask = () =>
      im.call('PUT', `/clients/${im.id.customer}/prompt-labels/${label}`, who, { protected: isProtected })
    const answer = await whileLocked(ask, 'member')
    expect([answer.status, answer.code]).toEqual([403, 'forbidden'])
  })

  it.each(['start', 'stop', 'promote', 'change', 'delete'])('does not %s an experiment', async (verb) => {
    const type =
      { start: 'ad_copy', stop: 'meta_tags', promote: 'email', change: 'newsletter', delete: 'video_script' }[verb] ??
      ''
    const template = await im.addTemplate(type, ['one', 'two'], im.id.customer)
    const given = { template_id: template, content_type: type }
    const made: Experiment = await (verb === 'stop' || verb === 'promote'
      ? im.running(given, im.who.admin, im.id.customer)
      : im.drafted(given, im.who.admin, im.id.customer))
    const audited = await changesOf(made.id)
    const path = `/experiments/${made.id}`
    const ask = () => {
      switch (verb) {
        case 'start':
          return im.call('POST', `${path}/start`, who, { base_revision: 1 })
        case 'stop':
          return im.call('POST', `${path}/stop`, who)
        case 'promote':
          return im.call('POST', `${path}/promote`, who, { variant: 'a', based_on: 1 })
        case 'change':
          return im.call('PUT', path, who, {
            base_revision: 1,
            name: 'Mine',
            ...given,
            variants: [{ version: 1 }, { version: 2 }],
          })
        default:
          return im.call('DELETE', path, who)
      }
    }
    for (const role of ['member', null] as const) {
      await setRole('admin')
      const answer = await meanwhile('select from experiments where id = $1 for update', made.id, ask, role)
      expect([role, answer.status]).toEqual([role, role === null ? 404 : 403])
    }
    expect(experiment.parse((await im.call('GET', path, im.who.admin)).body)).toMatchObject({
      state: made.state,
      revision: 1,
      promoted: null,
    })
    expect(await changesOf(made.id)).toEqual(audited)
  })
})
