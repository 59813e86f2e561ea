import { createDatabase } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { createTestDatabase } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTemplateSource } from '../prompts/serve.ts'
import { startIm, type TestIm } from '../test/im.ts'

let im: TestIm
const client = { heaviside: '', cincinnati: '', ohio: '' }

beforeAll(async () => {
  im = await startIm()
  client.heaviside = await im.idOf('heaviside-digital')
  client.cincinnati = await im.idOf('cincinnati-electrician')
  client.ohio = await im.idOf('ohio-paving')
})
afterAll(() => im.close())

/** Adds a template of the agency with its versions, past row-level security; returns its id. */
async function addVersions(texts: string[], active: number | null): Promise<string> {
  const template_id = randomUUID()
  for (const [index, template] of texts.entries())
    await im.admin.kysely
      .insertInto('prompt_templates')
      .values({
        ...{ template_id, client_id: client.heaviside, name: 'Tried', content_type: 'faq', template },
        ...{ version: index + 1, is_active: false },
      })
      .execute()
  if (active !== null) await activate(template_id, active)
  return template_id
}

async function activate(templateId: string, version: number): Promise<void> {
  const of = (is_active: boolean) =>
    im.admin.kysely.updateTable('prompt_templates').set({ is_active }).where('template_id', '=', templateId)
  await of(false).execute()
  await of(true).where('version', '=', version).execute()
}

async function ask(actor: string, more: object = {}) {
  const piece = { client_id: client.cincinnati, content_type: 'faq', topic: 'Fuses', strategy: {}, ...more }
  const { status, body } = await im.post(actor, piece)
  const { prompt, template, code } = body as { prompt?: { user: string }; template?: object; code?: string }
  return { status, user: prompt?.user, template, code }
}

it('a version that is activated, and a new name, are seen by every instance with its next request', async () => {
  const templateId = await addVersions(['first {{ topic }}', 'second {{ topic }}'], 1)
  const worker = `client:${client.cincinnati}`
  expect(await ask(worker)).toMatchObject({ user: 'first Fuses', template: { version: 1, name: 'Tried' } })
  await activate(templateId, 2)
  expect(await ask(worker)).toMatchObject({ user: 'second Fuses', template: { version: 2 } })
  await im.admin.kysely
    .updateTable('prompt_templates')
    .set({ name: 'Renamed' })
    .where('template_id', '=', templateId)
    .execute()
  await activate(templateId, 1)
  expect(await ask(worker)).toMatchObject({ user: 'first Fuses', template: { version: 1, name: 'Renamed' } })
  await im.admin.kysely
    .updateTable('prompt_templates')
    .set({ is_active: false })
    .where('template_id', '=', templateId)
    .execute()
})

it('a version that is in use nowhere is rendered for whom it is pinned: the worker, and who may read it', async () => {
  const template_id = await addVersions(['first', 'a draft'], null)
  const pinned = { template_id, template_version: 2 }
  const allowed = [
    `client:${client.cincinnati}`,
    `user:${await im.userId('viewer@heaviside.example')}`,
    `user:${await im.userId('owner@hgcontent.example')}`,
  ]
  for (const actor of allowed) expect(await ask(actor, pinned), actor).toMatchObject({ user: 'a draft' })
  // The agency's drafts are no business of its customers' people.
  const customer = `user:${await im.userId('owner@cincinnati-electrician.example')}`
  expect(await ask(customer, pinned)).toMatchObject({ status: 422, code: 'template_missing' })
  const foreign = await ask(`client:${client.ohio}`, { ...pinned, client_id: client.ohio })
  expect(foreign).toMatchObject({ status: 422, code: 'template_missing' })
  for (const template_version of [3, 2 ** 31, Number.MAX_SAFE_INTEGER])
    expect(await ask(allowed[0] ?? '', { template_id, template_version })).toMatchObject({ code: 'template_missing' })
  expect(await ask(allowed[0] ?? '', { template_version: 1 })).toMatchObject({ status: 400 })
})

it('the texts of a version are fetched once, and again when a partial of theirs is another one', async () => {
  const database = await createTestDatabase()
  const logger = createLogger({ service: 'im', level: 'silent' })
  const db = createDatabase({ url: database.url, max: 2, applicationName: 'im-test', logger })
  const admin = createDatabase({ url: database.adminUrl, max: 1, applicationName: 'im-test', logger })
  try {
    const { id } = await admin.kysely
      .selectFrom('clients')
      .select('id')
      .where('slug', '=', 'ohio-paving')
      .executeTakeFirstOrThrow()
    const add = (name: string, kind: string, template: string) =>
      admin.kysely
        .insertInto('prompt_templates')
        .values({ client_id: id, name, kind, content_type: kind === 'partial' ? 'any' : 'faq', template })
        .execute()
    await add('With a partial', 'prompt', "{% render 'tone' %}")
    const find = createTemplateSource(db)
    const ctx = { actor: { kind: 'client', id }, requestId: 'test', address: null } as const
    const found = () => find(ctx, { client_id: id, content_type: 'faq' })
    const first = await found()
    expect(first?.partials).toEqual([])
    expect((await found())?.partials).toBe(first?.partials)
    await add('tone', 'partial', 'Calm')
    expect((await found())?.partials).toEqual([expect.objectContaining({ name: 'tone', template: 'Calm' })])
    expect((await found())?.partials).toBe((await found())?.partials)
  } finally {
    await db.close()
    await admin.close()
    await database.drop()
  }
})
