import { generatePromptResponse } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ExperimentStage, startExperimentStage } from '../test/experiment-stage.ts'
import { signServiceToken } from '@hg/runtime'

let im: ExperimentStage

beforeAll(async () => {
  im = await startExperimentStage()
})
afterAll(() => im.close())

const texts = ['first {{ topic }}', 'second {{ topic }}']

async function ask(more: object = {}, actor = `client:${im.id.customer}`) {
  const piece = {
    client_id: actor.slice(actor.indexOf(':') + 1),
    content_type: 'faq',
    topic: 'Fuses',
    strategy: {},
    ...more,
  }
  const { status, body } = await im.post(actor, piece)
  expect([status, body]).toEqual([200, expect.anything()])
  const { prompt, template, experiment } = generatePromptResponse.parse(body)
  return {
    user: prompt.user,
    version: template.version,
    variant: experiment?.variant ?? null,
    id: experiment?.id ?? null,
  }
}

it('a job is given a variant, at every instance the same one, and a request without a job the version in use', async () => {
  const template_id = await im.addTemplate('faq', texts)
  const begun = await im.running({ template_id, content_type: 'faq' })
  const another = await im.startAnother()
  const jobs = Array.from({ length: 40 }, () => randomUUID())
  const given = await Promise.all(jobs.map((job_id) => ask({ job_id })))
  expect(new Set(given.map(({ variant }) => variant))).toEqual(new Set(['a', 'b']))
  for (const one of given)
    expect(one).toEqual(
      one.variant === 'a'
        ? { user: 'first Fuses', version: 1, variant: 'a', id: begun.id }
        : { user: 'second Fuses', version: 2, variant: 'b', id: begun.id },
    )
  const token = await signServiceToken(im.keys.privateKey, {
    issuer: 'cpm',
    audience: 'im',
    actor: `client:${im.id.customer}`,
  })
  for (const [index, job_id] of jobs.slice(0, 10).entries()) {
    const payload = { client_id: im.id.customer, content_type: 'faq', topic: 'Fuses', strategy: {}, job_id }
    const headers = { authorization: `Bearer ${token}` }
    const answer = await another.inject({ method: 'POST', url: '/generate-prompt', headers, payload })
    expect(answer.json()).toMatchObject({ experiment: { id: begun.id, variant: given[index]?.variant } })
    expect(await ask({ job_id })).toEqual(given[index])
  }
  expect(await ask()).toEqual({ user: 'first Fuses', version: 1, variant: null, id: null })
  expect(await ask({ job_id: randomUUID(), template_id, template_version: 1 })).toMatchObject({ variant: null })
  expect(await ask({ job_id: randomUUID(), template_id })).toMatchObject({ id: begun.id })
  // Of a content type that the experiment is not for, and of a client that the template does not serve.
  expect(await ask({ job_id: randomUUID(), content_type: 'email' })).toMatchObject({ variant: null })
  expect(await ask({ job_id: randomUUID() }, `client:${im.id.other}`)).toMatchObject({ variant: null })
})

it('the nearest client’s experiment decides, and when it is stopped the version in use serves again at once', async () => {
  const template_id = await im.addTemplate('email', texts)
  const email = { content_type: 'email' }
  const far = await im.running({ template_id, ...email })
  const near = await im.running({ template_id, ...email }, im.who.admin, im.id.customer)
  const job_id = randomUUID()
  expect((await ask({ job_id, ...email })).id).toBe(near.id)
  expect((await ask({ job_id, ...email }, `client:${im.id.sibling}`)).id).toBe(far.id)
  await im.call('POST', `/experiments/${near.id}/stop`, im.who.admin)
  expect((await ask({ job_id, ...email })).id).toBe(far.id)
  await im.call('POST', `/experiments/${far.id}/stop`, im.who.admin)
  expect(await ask({ job_id, ...email })).toMatchObject({ id: null, version: 1 })
})

it('a customer’s own template is served as before: the experiment above is none of its', async () => {
  const template_id = await im.addTemplate('newsletter', texts)
  await im.running({ template_id, content_type: 'newsletter' })
  await im.admin.pool.query(
    `insert into prompt_templates (client_id, name, content_type, template) values ($1, 'Own', 'newsletter', 'own {{ topic }}')`,
    [im.id.customer],
  )
  expect(await ask({ job_id: randomUUID(), content_type: 'newsletter' })).toMatchObject({ user: 'own Fuses', id: null })
})

it('traffic during a stop is given a variant or the version in use, and nothing else', async () => {
  const template_id = await im.addTemplate('article', texts)
  const begun = await im.running({ template_id, content_type: 'article' })
  const jobs = Array.from({ length: 60 }, () => ask({ job_id: randomUUID(), content_type: 'article' }))
  const [stopped, ...given] = await Promise.all([
    im.call('POST', `/experiments/${begun.id}/stop`, im.who.admin),
    ...jobs,
  ])
  expect(stopped.status).toBe(200)
  for (const { variant, version, id } of given)
    expect([variant, version, id]).toEqual(
      variant === null ? [null, 1, null] : [variant, variant === 'a' ? 1 : 2, begun.id],
    )
  expect(await ask({ job_id: randomUUID(), content_type: 'article' })).toMatchObject({ variant: null })
})

it('a variant that cannot be rendered for a piece is named in the error, so that its failure counts for it', async () => {
  const template_id = await im.addTemplate('case_study', ['{{ topic }}', '{{ topic }}'])
  await im.admin.pool.query(
    `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active, variables)
     values ($1, $2, 'Tried', 'case_study', '{{ topic }} {{ vars.tone }}', 3, false, $3)`,
    [template_id, im.id.agency, { properties: { tone: { type: 'string' } }, required: ['tone'] }],
  )
  const draft = await im.drafted({
    template_id,
    content_type: 'case_study',
    variants: [{ version: 1 }, { version: 3 }],
  })
  await im.admin.pool.query(`update experiments set state = 'running', plan = '{}' where id = $1`, [draft.id])
  const worker = `client:${im.id.customer}`
  const answers = []
  for (let at = 0; at < 20; at += 1) {
    const piece = {
      client_id: im.id.customer,
      content_type: 'case_study',
      topic: 'Fuses',
      strategy: {},
      job_id: randomUUID(),
    }
    answers.push(await im.post(worker, piece))
  }
  const failed = answers.filter(({ status }) => status !== 200)
  expect(failed.length).toBeGreaterThan(0)
  const facts = { template_id, template_version: '3', template_name: 'Tried', experiment_id: draft.id, variant: 'b' }
  for (const { body } of failed) expect(body.facts).toEqual(facts)
})
