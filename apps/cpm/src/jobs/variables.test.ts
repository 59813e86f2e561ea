import type { BatchRequest, FieldError, PromptVariables } from '@hg/contracts'
import { insertTestSet, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { KyselyPlugin } from 'kysely'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryFailed } from '../batches/retry-failed.ts'
import { previewBatch, submitBatch } from '../batches/submit.ts'
import type { ServerDeps } from '../deps.ts'
import { estimateJob } from '../estimate/estimate-job.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { startTestRun } from '../test-runs/start.ts'
import { regenerateJob } from './again/regenerate.ts'
import { retryJob } from './again/retry.ts'
import { submitJob } from './submit.ts'

let h: Harness
/** The agency's template for FAQs, which serves its customer. */
let serving: string

const declared: PromptVariables = {
  properties: {
    season: { type: 'string', enum: ['spring', 'winter'] },
    audience_age: { type: 'integer', minimum: 1, maximum: 99 },
    tone: { type: 'string', default: 'calm' },
  },
  required: ['season'],
}

beforeAll(async () => {
  h = await startHarness()
})
beforeEach(async () => {
  h.others.isAway = false
  h.others.promptRefusal = null
  await askAdmin(h, 'update prompt_templates set is_active = false')
  serving = await addVersion(h.tenant.agencyId, declared)
})
afterAll(() => h.close())

/** Adds a version past row-level security; returns its template's id. */
async function addVersion(
  clientId: string,
  variables: PromptVariables,
  { template, version = 1, active = true }: { template?: string; version?: number; active?: boolean } = {},
): Promise<string> {
  const id = template ?? randomUUID()
  await askAdmin(
    h,
    `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active, variables)
     values ($1, $2, 'Seasonal', 'faq', 'A text of the agency', $3, $4, $5)`,
    [id, clientId, version, active, JSON.stringify(variables)],
  )
  return id
}

/** A person of the customer alone, who cannot read the agency's templates. */
const customer = (): Context => ({ ...h.as('member'), actor: { kind: 'user', id: h.tenant.customerUserId } })
const faq = (fields = {}) => h.request({ content_type: 'faq', ...fields })
const batch = (fields: Partial<BatchRequest>): BatchRequest => ({
  client_id: h.tenant.customerId,
  defaults: { content_type: 'faq' },
  items: [{ topic: 'Fuses' }],
  ...fields,
})
const csv = (text: string, defaults: BatchRequest['defaults'] = { content_type: 'faq' }) => ({
  client_id: h.tenant.customerId,
  defaults,
  csv: text,
})
const refusal = async (work: Promise<unknown>): Promise<{ code: string; fields: FieldError[] }> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error('was not refused')
  return { code: error.code, fields: error.fields }
}
const countJobs = async () =>
  (await askAdmin<{ count: number }>(h, 'select count(*)::int as count from jobs'))[0]?.count

/** The services' parts with a list of what they ask the database outside of transactions, by the function that is asked. */
function watched(): { server: ServerDeps; asked: string[] } {
  const asked: string[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const text = 'sqlFragments' in node ? (node.sqlFragments as string[]).join('?') : ''
      asked.push(/app\.(\w+)\(/.exec(text)?.[1] ?? text)
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  return { server: { ...h.server, db: { ...h.db, kysely: h.db.kysely.withPlugin(plugin) } }, asked }
}

const wrong = { audience_age: 'old', seasn: 'winter' }
const faults = [
  { path: 'variables.season', message: 'is required: give one of spring, winter' },
  { path: 'variables.audience_age', message: 'must be a number' },
  {
    path: 'variables.seasn',
    message: 'is no variable of the template, which takes audience_age, season, tone',
  },
]

describe('variables of a request', () => {
  it('that the serving version does not take are named before anything is accepted, with what would be right', async () => {
    const before = await countJobs()
    const told = { code: 'variables_invalid', fields: faults }
    expect(await refusal(submitJob(h.server, h.as('member'), faq({ variables: wrong })))).toEqual(told)
    expect(await refusal(estimateJob(h.server, h.as('viewer'), faq({ variables: wrong })))).toEqual(told)
    expect(await countJobs()).toBe(before)
    await expect(submitJob(h.server, h.as('member'), faq())).rejects.toThrow(
      'The template "Seasonal" (version 1) does not take this: the variable "season" is required: give one of spring, winter.',
    )
  })

  it('are told to whoever may ask for the piece, though not to read the template, and to nobody else', async () => {
    expect((await refusal(submitJob(h.server, customer(), faq()))).fields).toEqual(faults.slice(0, 1))
    const stranger: Context = { ...customer(), actor: { kind: 'user', id: h.stranger.users.owner } }
    for (const ask of [submitJob, estimateJob])
      expect(await refusal(ask(h.server, stranger, faq()))).toEqual({ code: 'not_found', fields: [] })
    expect(await refusal(submitJob(h.server, h.as('viewer'), faq()))).toMatchObject({ code: 'forbidden' })
  })

  it('are kept on the job as they came, where the version takes them', async () => {
    const variables = { season: 'winter', audience_age: '12' }
    const { accepted } = await submitJob(h.server, customer(), faq({ variables }))
    expect((await h.row(accepted.job_id)).parameters).toMatchObject({ variables })
    await h.deliver(accepted.job_id)
    expect(h.others.lastPromptRequest?.variables).toEqual(variables)
  })

  it('are judged by the version that is pinned, and by the template that is named', async () => {
    await addVersion(
      h.tenant.agencyId,
      { properties: { place: { type: 'string' } } },
      { template: serving, version: 2, active: false },
    )
    const pinned = { template_id: serving, template_version: 2 }
    const { accepted } = await submitJob(h.server, h.as('member'), faq({ ...pinned, variables: { place: 'Dayton' } }))
    expect(accepted.status).toBe('pending')
    const { fields } = await refusal(
      submitJob(h.server, h.as('member'), faq({ ...pinned, variables: { season: 'winter' } })),
    )
    expect(fields).toEqual([{ path: 'variables.season', message: 'is no variable of the template, which takes place' }])
    expect((await refusal(submitJob(h.server, h.as('member'), faq({ template_id: serving })))).code).toBe(
      'variables_invalid',
    )
    const unread = await refusal(submitJob(h.server, customer(), faq({ ...pinned, variables: { season: 1 } })))
    expect(unread).toMatchObject({ code: 'template_missing', fields: [{ path: 'template_version' }] })
    const templateless = await refusal(submitJob(h.server, customer(), faq({ template_version: 2 })))
    expect(templateless).toMatchObject({ code: 'invalid_request', fields: [{ path: 'template_version' }] })
  })

  it('are no matter where no template serves: one may by the time the piece is written', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ variables: { anything: 1 } }))
    expect(accepted.status).toBe('pending')
  })

  it('are judged while the instructions module is away', async () => {
    await submitJob(h.server, h.as('member'), faq({ variables: { season: 'winter' } }))
    h.others.isAway = true
    expect((await refusal(submitJob(h.server, h.as('member'), faq()))).code).toBe('variables_invalid')
    const { accepted } = await submitJob(h.server, h.as('member'), faq({ variables: { season: 'spring' } }))
    expect(accepted.status).toBe('pending')
  })

  it('are judged after a repetition got its answer, whatever serves by then', async () => {
    const input = faq({ variables: { season: 'winter' } })
    const first = await submitJob(h.server, h.as('member'), input, 'once')
    await addVersion(h.tenant.customerId, { properties: { place: { type: 'string' } }, required: ['place'] })
    const again = await submitJob(h.server, h.as('member'), input, 'once')
    expect([again.replayed, again.accepted.job_id]).toEqual([true, first.accepted.job_id])
    expect((await refusal(submitJob(h.server, h.as('member'), input, 'twice'))).code).toBe('variables_invalid')
  })

  it('take no round trip of their own: they come with the role of who asks', async () => {
    const { server, asked } = watched()
    await submitJob(server, h.as('member'), faq({ template_id: serving, variables: { season: 'winter' } }))
    expect(asked).toEqual(['prompt_needs'])
  })
})

describe('variables of a piece that is asked for again', () => {
  const season = { variables: { season: 'winter' } }
  const change = () =>
    addVersion(h.tenant.customerId, { properties: { place: { type: 'string' } }, required: ['place'] })

  it('are judged by what serves now; the piece that failed by them cost nothing', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), faq(season))
    await change()
    h.others.promptRefusal = { code: 'variables_invalid', status: 422, detail: 'The variable "place" is required.' }
    await h.deliver(accepted.job_id)
    expect(await h.row(accepted.job_id)).toMatchObject({
      ...{ status: 'failed', error_code: 'variables_invalid', estimated_cost: '0.0000000000' },
    })
    const { code, fields } = await refusal(retryJob(h.server, h.as('member'), accepted.job_id, {}))
    expect([code, fields.map(({ path }) => path)]).toEqual([
      'variables_invalid',
      ['variables.place', 'variables.season'],
    ])
    const again = await retryJob(h.server, h.as('member'), accepted.job_id, { variables: { place: 'Dayton' } })
    expect((await h.row(again.accepted.job_id)).parameters).toMatchObject({ variables: { place: 'Dayton' } })
    expect((await h.row(again.accepted.job_id)).parameters).not.toHaveProperty('variables.season')
  })

  it('are judged when it is written anew', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), faq(season))
    await h.deliver(accepted.job_id)
    await change()
    const again = regenerateJob(h.server, h.as('member'), accepted.job_id, { instructions: 'Shorter.' })
    expect((await refusal(again)).code).toBe('variables_invalid')
    const told = { instructions: 'Shorter.', variables: { place: 'Dayton' } }
    const { accepted: anew } = await regenerateJob(h.server, h.as('member'), accepted.job_id, told)
    await h.deliver(anew.job_id)
    expect(h.others.lastPromptRequest).toMatchObject({ variables: { place: 'Dayton' } })
  })

  it('keep its row of a batch as it is, with the reason, while the others are tried again', async () => {
    const items = [
      { topic: 'By the old words', ...season },
      { topic: 'By a type that nothing serves', content_type: 'article' as const },
    ]
    const { accepted } = await submitBatch(h.server, h.as('member'), batch({ items }))
    h.others.promptRefusal = { code: 'template_missing', status: 422, detail: 'None serves.' }
    for (const id of accepted.job_ids) await h.deliver(id)
    await change()
    const { job_ids, left } = await retryFailed(h.server, h.as('member'), accepted.batch_id)
    expect(job_ids).toHaveLength(1)
    expect(await h.row(job_ids[0] ?? '')).toMatchObject({ parent_job_id: accepted.job_ids[1] })
    expect(left).toEqual([
      {
        ...{ job_id: accepted.job_ids[0], row: 1 },
        errors: [
          { path: 'variables.place', message: 'is required: give a text' },
          { path: 'variables.season', message: 'is no variable of the template, which takes place' },
        ],
      },
    ])
    expect(await retryFailed(h.server, h.as('member'), accepted.batch_id)).toMatchObject({ job_ids: [], left })
  })
})

describe('variables of a batch', () => {
  it('are judged item by item, those of the defaults filled in key by key; nothing of it is accepted', async () => {
    const before = await countJobs()
    const input = batch({
      defaults: { content_type: 'faq', variables: { season: 'winter' } },
      items: [
        { topic: 'By the defaults' },
        { topic: 'With one of its own', variables: { audience_age: 7 } },
        { topic: 'With another season', variables: { season: 'fall' } },
        { topic: 'With one too many', variables: { price: 3 } },
        { topic: 'By what serves articles, which is nothing', content_type: 'article', variables: { x: 1 } },
      ],
    })
    const rows = [
      { path: 'items.2.variables.season', message: 'must be one of: spring, winter' },
      {
        path: 'items.3.variables.price',
        message: 'is no variable of the template, which takes audience_age, season, tone',
      },
    ]
    expect(await refusal(submitBatch(h.server, h.as('member'), input))).toEqual({
      code: 'variables_invalid',
      fields: rows,
    })
    const preview = await previewBatch(h.server, h.as('member'), input)
    expect(preview.errors).toBe(2)
    expect(preview.rows.flatMap(({ errors }) => errors)).toEqual(rows)
    expect(await countJobs()).toBe(before)
    const { accepted } = await submitBatch(h.server, h.as('member'), { ...input, items: input.items.slice(0, 2) })
    const kept = await Promise.all(accepted.job_ids.map(h.row))
    expect(kept.map(({ parameters }) => (parameters as { variables: unknown }).variables)).toEqual([
      { season: 'winter' },
      { season: 'winter', audience_age: 7 },
    ])
  })

  it('of a file are named by line and column, and are read as what they are', async () => {
    const text =
      'topic,var.season,var.audience_age,template_version\nOne is well,winter,7,\nTwo is not,fall,old,\nThree lacks it,,7,\n'
    const preview = await previewBatch(h.server, h.as('member'), csv(text))
    expect(preview.rows.map(({ errors }) => errors)).toEqual([
      [],
      [
        { path: 'items.1.variables.season', message: 'must be one of: spring, winter', line: 3, column: 2 },
        { path: 'items.1.variables.audience_age', message: 'must be a number', line: 3, column: 3 },
      ],
      [{ path: 'items.2.variables.season', message: 'is required: give one of spring, winter', line: 4, column: 2 }],
    ])
    expect((await refusal(submitBatch(h.server, h.as('member'), csv(text)))).code).toBe('variables_invalid')
    const defaults: BatchRequest['defaults'] = { content_type: 'faq', variables: { season: 'spring' } }
    const filled = await previewBatch(h.server, h.as('member'), csv(text, defaults))
    expect(filled.rows[2]?.errors).toEqual([])
  })

  it('of a file are judged by the version that a column pins', async () => {
    await addVersion(
      h.tenant.agencyId,
      { properties: { place: { type: 'string' } } },
      { template: serving, version: 2, active: false },
    )
    const text = `topic,template_id,template_version,var.place\nOne,${serving},2,Dayton\nTwo is not,${serving},1,Dayton\nThree,,two,x\n`
    const preview = await previewBatch(h.server, h.as('member'), csv(text))
    expect(preview.rows.map(({ errors }) => errors.map(({ path, column }) => [path, column]))).toEqual([
      [],
      [
        ['items.1.variables.season', undefined],
        ['items.1.variables.place', 4],
      ],
      [['items.2.template_version', 3]],
    ])
  })

  it('are no more than a request may have, those of the defaults among them', async () => {
    const many = (letter: string) => Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${letter}${n}`, n]))
    const input = batch({
      defaults: { content_type: 'article', variables: many('a') },
      items: [{ topic: 'Too many of them', variables: many('b') }, { topic: 'Enough of them' }],
    })
    const { rows } = await previewBatch(h.server, h.as('member'), input)
    expect(rows.map(({ errors }) => errors)).toEqual([
      [{ path: 'items.0.variables', message: 'must have at most 50 entries, those of defaults among them' }],
      [],
    ])
  })

  it('are asked for once for all rows that the same version serves', async () => {
    const { server, asked } = watched()
    const items = Array.from({ length: 50 }, (_, index) => ({
      topic: `Fuses, part ${index + 1}`,
      content_type: index % 2 === 0 ? ('faq' as const) : ('article' as const),
    }))
    const { errors } = await previewBatch(server, h.as('member'), batch({ items }))
    expect(errors).toBe(25)
    expect(asked.filter((name) => name === 'prompt_needs')).toHaveLength(2)
  })
})

it('variables of a test set’s briefs are judged by the version that is tried, before anything is written', async () => {
  const before = await countJobs()
  const briefs = [{ topic: 'With it', variables: { season: 'winter' } }, { topic: 'Without it' }]
  const set = await withTenant(h.db, h.as('member').actor, (tx) =>
    insertTestSet(tx, h.tenant.customerId, { name: randomUUID(), content_type: 'faq', briefs }),
  )
  const run = startTestRun(h.server, h.as('member'), set, { template_id: serving, template_version: 1 })
  expect(await refusal(run)).toEqual({
    code: 'variables_invalid',
    fields: [{ path: 'items.1.variables.season', message: 'is required: give one of spring, winter' }],
  })
  expect(await countJobs()).toBe(before)
})
