import { experiment, experimentList, experimentPlan, experimentResults } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExperimentStage, startExperimentStage } from '../test/experiment-stage.ts'
import type { ImAnswer } from '../test/im.ts'

let im: ExperimentStage
const texts = ['first {{ topic }}', 'second {{ topic }}', 'third {{ topic }}']

beforeAll(async () => {
  im = await startExperimentStage()
})
afterAll(() => im.close())

const refusal = ({ status, code }: ImAnswer) => [status, code]
const paths = ({ body }: ImAnswer) => (body.errors as { path: string }[] | undefined)?.map(({ path }) => path)
const start = (id: string, actor = im.who.admin, base_revision = 1) =>
  im.call('POST', `/experiments/${id}/start`, actor, { base_revision })
const stop = (id: string, actor = im.who.admin) => im.call('POST', `/experiments/${id}/stop`, actor)
const promote = (id: string, variant: string, based_on: number | null = 1, actor = im.who.admin) =>
  im.call('POST', `/experiments/${id}/promote`, actor, { variant, based_on })
const read = async (id: string, actor = im.who.viewer) =>
  experiment.parse((await im.call('GET', `/experiments/${id}`, actor)).body)
const results = async (id: string, actor = im.who.viewer) =>
  experimentResults.parse((await im.call('GET', `/experiments/${id}/results`, actor)).body)
const remove = async (id: string, actor = im.who.admin) => (await im.call('DELETE', `/experiments/${id}`, actor)).status

describe('a draft', () => {
  it('is made by an admin, of a template whose versions they see, with its variants in order', async () => {
    const template_id = await im.addTemplate('faq', texts)
    const variants = [{ version: 1, weight: 3 }, { version: 3 }, { version: 2 }]
    const draft = await im.drafted({ template_id, content_type: 'faq', hypothesis: 'Shorter is better', variants })
    expect(draft).toMatchObject({
      ...{ state: 'draft', revision: 1, hypothesis: 'Shorter is better', production: 1, idle: null, plan: null },
      variants: [
        { key: 'a', version: 1, weight: 3 },
        { key: 'b', version: 3, weight: 1 },
        { key: 'c', version: 2, weight: 1 },
      ],
      template: { id: template_id, client_id: im.id.agency, name: 'Tried' },
      created: { by: { actor: im.who.admin, name: expect.any(String) as string } },
    })
    for (const actor of [im.who.member, im.who.viewer])
      expect(refusal(await im.create({ template_id, content_type: 'faq' }, actor))).toEqual([403, 'forbidden'])
    expect(refusal(await im.create({ template_id }, im.who.stranger))).toEqual([404, 'not_found'])
  })

  it('is refused where it could not be carried out, with the field that is wrong', async () => {
    const template_id = await im.addTemplate('email', texts)
    const of = { template_id, content_type: 'email' }
    const wrong: [object, string][] = [
      [{ ...of, content_type: 'faq' }, 'content_type'],
      [{ ...of, variants: [{ version: 1 }, { version: 9 }] }, 'variants.1.version'],
      [{ ...of, variants: [{ version: 1 }, { version: 2 ** 31 }] }, 'variants.1.version'],
      [{ ...of, template_id: im.id.agency }, 'template_id'],
    ]
    for (const [changes, path] of wrong) {
      const answer = await im.create(changes)
      expect([answer.status, paths(answer)]).toEqual([422, [path]])
    }
    const twice = [{ version: 1 }, { version: 1 }]
    for (const variants of [twice, [{ version: 1 }], Array.from({ length: 6 }, (_, at) => ({ version: at + 1 }))])
      expect(refusal(await im.create({ ...of, variants }))).toEqual([400, 'invalid_request'])
  })

  it('of an inherited template is for those who see its versions', async () => {
    const template_id = await im.addTemplate('newsletter', texts)
    const of = { template_id, content_type: 'newsletter' }
    const own = await im.create(of, im.who.customerAdmin, im.id.customer)
    expect([own.status, paths(own)]).toEqual([422, ['template_id']])
    const below = await im.drafted(of, im.who.admin, im.id.customer)
    expect(below).toMatchObject({ client_id: im.id.customer, template: { client_id: im.id.agency }, may_promote: true })
    const seen = await read(below.id, im.who.customerViewer)
    expect(seen).toMatchObject({ template: { name: null }, production: null, may_promote: false })
    const elsewhere = await im.create(of, im.who.root, im.id.other)
    expect([elsewhere.status, paths(elsewhere)]).toEqual([422, ['template_id']])
  })

  it('is changed as it was last seen, and deleted until it is started', async () => {
    const template_id = await im.addTemplate('ad_copy', texts)
    const of = { template_id, content_type: 'ad_copy', name: 'Better', metric: 'cost' }
    const draft = await im.drafted(of)
    const change = (base_revision: number, changes: object = {}) =>
      im.call('PUT', `/experiments/${draft.id}`, im.who.admin, {
        ...{ base_revision, ...of, variants: [{ version: 2 }, { version: 3, weight: 2 }] },
        ...changes,
      })
    const changed = await change(1)
    expect(experiment.parse(changed.body)).toMatchObject({
      revision: 2,
      variants: [
        { key: 'a', version: 2 },
        { key: 'b', version: 3, weight: 2 },
      ],
    })
    expect(refusal(await change(1))).toEqual([409, 'conflict'])
    expect(refusal(await start(draft.id))).toEqual([409, 'conflict'])
    expect((await start(draft.id, im.who.admin, 2)).status).toBe(200)
    expect(refusal(await change(2))).toEqual([409, 'conflict'])
    expect(await remove(draft.id)).toBe(409)
    const other = await im.drafted({ ...of, name: 'Gone' })
    expect(await remove(other.id, im.who.member)).toBe(403)
    expect(await remove(other.id)).toBe(204)
    expect(await remove(other.id)).toBe(404)
    expect((await im.audited(other.id)).map(({ action }) => action)).toEqual([
      'experiment.created',
      'experiment.deleted',
    ])
  })
})

describe('a start', () => {
  it('keeps what was promised, and is audited', async () => {
    const template_id = await im.addTemplate('case_study', texts)
    const begun = await im.running({ template_id, content_type: 'case_study' })
    expect(begun).toMatchObject({ state: 'running', started: { by: { actor: im.who.admin } } })
    expect(begun.plan).toMatchObject({ jobs: expect.any(Number) as number, baseline: { assumed: true }, days: null })
    expect((await im.audited(begun.id)).map(({ action, actor }) => [action, actor])).toEqual([
      ['experiment.created', im.who.admin],
      ['experiment.started', im.who.admin],
    ])
  })

  it('beside another one of the same template, client and content type is refused; one of two at once wins', async () => {
    const template_id = await im.addTemplate('press_release', texts)
    const of = { template_id, content_type: 'press_release' }
    const [one, other] = [await im.drafted(of), await im.drafted(of)]
    const answers = await Promise.all([start(one.id), start(other.id)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const states = [(await read(one.id)).state, (await read(other.id)).state]
    expect(states.toSorted()).toEqual(['draft', 'running'])
    // On a client below it is another one.
    await im.running(of, im.who.admin, im.id.customer)
  })

  it('is refused with a variant that cannot be rendered, and where the template serves nobody', async () => {
    const broken = await im.addTemplate('video_script', ['fine {{ topic }}', 'broken {{ nonsense }}'])
    const draft = await im.drafted({ template_id: broken, content_type: 'video_script' })
    expect(refusal(await start(draft.id))).toEqual([422, 'template_invalid'])
    const idle = await im.addTemplate('social_post', texts)
    await im.admin.pool.query('update prompt_templates set is_active = false where template_id = $1', [idle])
    const other = await im.drafted({ template_id: idle, content_type: 'social_post' })
    const answer = await start(other.id)
    expect([answer.status, paths(answer)]).toEqual([422, ['template_id']])
    expect((await read(other.id)).idle?.why).toBe('not_in_use')
    expect(refusal(await start(other.id, im.who.member))).toEqual([403, 'forbidden'])
    expect(refusal(await start(other.id, im.who.stranger))).toEqual([404, 'not_found'])
  })

  it('is refused where a request that suits one variant would fail by another', async () => {
    const takes = (season: object, required: string[] = []) => ({ type: 'object', properties: { season }, required })
    const text = { type: 'string' }
    const startOf = async (contentType: string, variables: object[]) => {
      const template_id = await im.addTemplate(contentType, texts, im.id.sibling, variables)
      const { id } = await im.drafted({ template_id, content_type: contentType }, im.who.admin, im.id.sibling)
      const answer = await start(id)
      if (answer.status !== 200) await remove(id)
      return answer
    }
    const differing: [string, object[]][] = [
      ['meta_tags', [{}, takes(text)]],
      ['service_page', [takes({ ...text, maxLength: 20 }), takes(text)]],
      ['landing_page', [takes(text), takes(text, ['season'])]],
    ]
    for (const [contentType, variables] of differing) {
      const answer = await startOf(contentType, variables)
      expect([answer.status, paths(answer)]).toEqual([422, ['variants.1.version']])
    }
    // Something stands in for it in both: nobody has to give it.
    const alike = [takes(text), takes({ ...text, default: 'spring', description: 'Of the year' }, ['season'])]
    expect((await startOf('local_page', alike)).status).toBe(200)
  })
})

describe('the plan', () => {
  it('is made from the recent pieces of the template, and says how long it takes', async () => {
    const template_id = await im.addTemplate('landing_page', texts)
    const plan = async (more: object = {}) => {
      const body = { template_id, content_type: 'faq', weights: [1, 1], ...more }
      return experimentPlan.parse(
        (await im.call('POST', `/clients/${im.id.agency}/experiments/plan`, im.who.viewer, body)).body,
      )
    }
    expect(await plan()).toMatchObject({ baseline: { assumed: true, pieces: 0 }, jobs_per_day: 0, days: null })
    await im.addPieces({ template_id }, { variant: null, count: 50, score: 70, spread: 12 })
    await im.addPieces({ template_id }, { variant: null, count: 6, status: 'failed', daysAgo: 40 })
    const known = await plan()
    expect(known.baseline).toMatchObject({ assumed: false, pieces: 50, mean: expect.closeTo(70, 0) as number })
    expect(known.baseline.coverage).toBeCloseTo(50 / 56)
    expect(known.jobs_per_day).toBeCloseTo(50 / 28)
    expect(known.days).toBe(Math.ceil((known.jobs ?? 0) / known.jobs_per_day))
    expect((await plan({ expected_lift: 0.05 })).jobs).toBeGreaterThan((known.jobs ?? 0) * 3)
    // Of another content type there are none, and every piece passed: it cannot pass more often.
    expect((await plan({ content_type: 'email' })).baseline.assumed).toBe(true)
    expect((await plan({ metric: 'edits' })).jobs).toBeNull()
    const foreign = await im.call('POST', `/clients/${im.id.agency}/experiments/plan`, im.who.stranger, {
      ...{ template_id, weights: [1, 1] },
    })
    expect(refusal(foreign)).toEqual([404, 'not_found'])
  })
})

describe('the results', () => {
  it('count every job that was given a variant, and measure each metric on the pieces that it is about', async () => {
    const own = await im.addTemplate('product_description', texts)
    const it = await im.running({ template_id: own, content_type: 'product_description' })
    await im.addPieces(it, {
      variant: 'a',
      count: 30,
      score: 60,
      feedback: 'up',
      edited: true,
      repairs: 2,
      seconds: 30,
    })
    await im.addPieces(it, { variant: 'a', count: 10, status: 'failed', cost: '0.02' })
    await im.addPieces(it, { variant: 'a', count: 5, status: 'cancelled' })
    await im.addPieces(it, { variant: 'a', count: 4, status: 'pending', client: im.id.sibling })
    await im.addPieces(it, { variant: 'a', count: 3, score: 100, cached: true, cost: '0' })
    await im.addPieces(it, {
      variant: 'b',
      count: 50,
      score: 80,
      passed: false,
      feedback: 'down',
      client: im.id.sibling,
    })
    const { variants, assigned, comparisons } = await results(it.id)
    expect(assigned).toBe(102)
    const [a, b] = variants
    expect(a).toMatchObject({
      ...{ assigned: 52, completed: 33, failed: 10, cancelled: 5, unfinished: 4, cached: 3, guardrails: null },
      metrics: [
        { metric: 'quality_score', pieces: 30, mean: expect.closeTo(60) as number },
        { metric: 'pass_rate', pieces: 40, mean: expect.closeTo(0.75) as number },
        { metric: 'repairs', pieces: 30, mean: 2 },
        { metric: 'cost', pieces: 40, mean: 12_500 },
        { metric: 'latency', pieces: 30, mean: expect.closeTo(30, 3) as number },
        { metric: 'feedback', pieces: 30, mean: 1 },
        { metric: 'edits', pieces: 30, mean: 1 },
      ],
    })
    expect(b).toMatchObject({ assigned: 50, total_usd: '0.501', metrics: { length: 7 } })
    // In the order of what decides.
    expect(comparisons.map(({ metric, variant }) => `${metric} ${variant}`)[0]).toBe('quality_score b')
    expect(comparisons[0]).toMatchObject({ verdict: 'too_few', difference: expect.closeTo(20.2, 1) as number })
  })

  it('are of the clients below the experiment’s, for whoever sees it', async () => {
    const own = await im.addTemplate('lesson_plan', texts)
    const it = await im.running({ template_id: own, content_type: 'lesson_plan' }, im.who.admin, im.id.customer)
    await im.addPieces(it, { variant: 'a', count: 2 })
    // As after a move: the client is no longer below.
    await im.addPieces(it, { variant: 'b', count: 7, client: im.id.other })
    expect((await results(it.id, im.who.customerViewer)).assigned).toBe(2)
    for (const path of ['', '/results'])
      expect(refusal(await im.call('GET', `/experiments/${it.id}${path}`, im.who.stranger))).toEqual([404, 'not_found'])
  })

  it('flag a skewed allocation, and declare nobody then', async () => {
    const own = await im.addTemplate('article', texts)
    const it = await im.running({ template_id: own, content_type: 'article' })
    await im.addPieces(it, { variant: 'a', count: 300, score: 60 })
    await im.addPieces(it, { variant: 'b', count: 150, score: 80 })
    const said = await results(it.id)
    expect(said).toMatchObject({ status: 'skewed', winner: null, sample_ratio: { skewed: true } })
    expect(refusal(await promote(it.id, 'b'))).toEqual([422, 'unprocessable'])
  })
})

describe('the end', () => {
  it('keeps what was known, in words that promise nothing, whatever comes in later', async () => {
    const template_id = await im.addTemplate('social_post', texts, im.id.sibling)
    const of = { template_id, content_type: 'social_post' }
    const it = await im.running(of, im.who.admin, im.id.sibling)
    const client = im.id.sibling
    expect(await results(it.id)).toMatchObject({
      ...{ at_end: null, newest_piece_at: null, summary: 'No piece was given a variant yet.' },
    })
    await im.addPieces(it, { client, variant: 'a', count: 60, score: 70, daysAgo: 3 })
    await im.addPieces(it, { client, variant: 'b', count: 60, score: 70.5, daysAgo: 2 })
    expect(await results(it.id)).toMatchObject({
      status: 'open',
      summary: 'No difference in quality score is shown yet.',
    })
    const planned = it.plan?.jobs ?? 0
    expect((await stop(it.id)).body).toMatchObject({ state: 'stopped', stopped_because: null })
    const summary = expect.stringMatching(
      new RegExp(
        `^Stopped after 120 of ${planned} planned pieces\\. No difference in quality score was shown\\. B’s pieces score 0\\.5 points higher than A’s, which may be chance: the true difference is between [\\d.]+ points lower and [\\d.]+ points higher\\.$`,
      ),
    ) as string
    const known = { status: 'open', winner: null, assigned: 120, planned, summary, comparisons: { length: 1 } }
    const before = await results(it.id)
    expect(before).toMatchObject({ status: 'open', at_end: known })
    expect(Date.now() - Date.parse(before.newest_piece_at ?? '')).toBeLessThan(2.5 * 86_400_000)
    expect((await im.audited(it.id)).at(-1)).toMatchObject({
      action: 'experiment.stopped',
      after: { state: 'stopped', numbers: { status: 'open', assigned: 120 } },
    })
    // Pieces that were under way end, better than anything before.
    await im.addPieces(it, { client, variant: 'a', count: 200, score: 60 })
    await im.addPieces(it, { client, variant: 'b', count: 200, score: 80 })
    const after = await results(it.id)
    expect(after).toMatchObject({ status: 'winner', winner: 'b', assigned: 520, at_end: before.at_end ?? {} })
    expect([after, before].map(({ summary }) => / yet| so far|begins/.test(summary))).toEqual([false, false])
  })

  it('by a promotion is what it was decided on, also after a stop', async () => {
    const template_id = await im.addTemplate('ad_copy', texts, im.id.sibling)
    const client = im.id.sibling
    const it = await im.running({ template_id, content_type: 'ad_copy' }, im.who.admin, client)
    await im.addPieces(it, { client, variant: 'a', count: 300, score: 60 })
    await im.addPieces(it, { client, variant: 'b', count: 300, score: 60 })
    await stop(it.id)
    expect((await results(it.id)).at_end).toMatchObject({ assigned: 600, status: 'no_difference' })
    await im.addPieces(it, { client, variant: 'b', count: 20, score: 60 })
    expect((await promote(it.id, 'b')).status).toBe(200)
    expect((await results(it.id)).at_end).toMatchObject({
      assigned: 620,
      summary: expect.stringMatching(
        /^Decided for B after 620 pieces \([\d,]+ were planned\), without being shown to be better\. No difference in quality score was shown\./,
      ) as string,
    })
  })

  it('before anything was measured says so', async () => {
    const template_id = await im.addTemplate('newsletter', texts, im.id.sibling)
    const client = im.id.sibling
    const of = { template_id, content_type: 'newsletter' }
    const [none, few] = [await im.running(of, im.who.admin, client), await im.drafted(of, im.who.admin, client)]
    await stop(none.id)
    expect((await results(none.id)).at_end?.summary).toBe('Stopped before any piece was given a variant.')
    await start(few.id)
    await im.addPieces(few, { client, variant: 'a', count: 7 })
    await im.addPieces(few, { client, variant: 'b', count: 5 })
    await stop(few.id)
    expect((await results(few.id)).at_end?.summary).toMatch(
      /^Stopped after 12 of [\d,]+ planned pieces\. Too few pieces were measured to compare the variants: it takes 50 of each, and there are 5 of one\.$/,
    )
    // What was stopped before ends were kept.
    await im.admin.pool.query(`alter table experiments disable trigger experiments_keep`)
    await im.admin.pool.query(`update experiments set ended_on = null where id = $1`, [few.id])
    await im.admin.pool.query(`alter table experiments enable trigger experiments_keep`)
    expect(await results(few.id)).toMatchObject({ at_end: null, summary: expect.not.stringContaining('yet') as string })
  })
})

describe('an experiment that gives no variant', () => {
  it('says why: another template serves, none is in use, or the client is archived', async () => {
    const client = im.id.sibling
    const { rows } = await im.admin.pool.query<{ template_id: string }>(
      `select template_id from prompt_templates where client_id = $1 and content_type = 'press_release' and is_active`,
      [im.id.agency],
    )
    const [{ template_id } = { template_id: '' }] = rows
    const it = await im.drafted({ template_id, content_type: 'press_release' }, im.who.admin, client)
    expect(it.idle).toBeNull()
    const own = await im.addTemplate('press_release', texts, client)
    expect((await read(it.id)).idle).toEqual({
      why: 'other_template',
      serves: { name: 'Tried', client_name: 'Local Business Group' },
    })
    await im.admin.pool.query('update prompt_templates set is_active = false where template_id = any($1::uuid[])', [
      [own, template_id],
    ])
    expect((await read(it.id)).idle?.why).toBe('not_in_use')
    await im.admin.pool.query('update clients set archived_at = now() where id = $1', [client])
    expect((await read(it.id)).idle?.why).toBe('archived')
    await im.admin.pool.query('update clients set archived_at = null where id = $1', [client])
    await remove(it.id)
  })
})

describe('a promotion', () => {
  it('brings the version into use, ends the experiment, and is audited with its numbers and with who decided', async () => {
    const template_id = await im.addTemplate('blog_post', texts)
    const it = await im.running({ template_id, content_type: 'blog_post' })
    await im.addPieces(it, { variant: 'a', count: 300, score: 60 })
    expect((await results(it.id)).status).toBe('skewed')
    await im.addPieces(it, { variant: 'b', count: 300, score: 66 })
    expect(await results(it.id)).toMatchObject({
      ...{ status: 'winner', winner: 'b' },
      summary: expect.stringMatching(
        /^B’s pieces score 6 points higher than A’s; the true difference is between/,
      ) as string,
      variants: [{ refusals: [] }, { refusals: [], guardrails: { pass_rate: 'kept', cost: 'kept' } }],
    })
    expect(refusal(await promote(it.id, 'b', 1, im.who.member))).toEqual([403, 'forbidden'])
    expect(refusal(await promote(it.id, 'b', 1, im.who.stranger))).toEqual([404, 'not_found'])
    expect(refusal(await promote(it.id, 'c'))).toEqual([422, 'unprocessable'])
    const { status, body } = await promote(it.id, 'b')
    expect([status, body]).toMatchObject([
      200,
      { state: 'stopped', promoted_variant: 'b', production: 2, promoted: { by: { actor: im.who.admin } } },
    ])
    const last = (await im.audited(it.id)).at(-1)
    expect(last).toMatchObject({
      ...{ action: 'experiment.promoted', actor: im.who.admin },
      after: {
        version: 2,
        numbers: { winner: 'b', assigned: 600, comparison: { difference: expect.closeTo(6) as number } },
      },
    })
    expect((await im.audited(template_id)).at(-1)).toMatchObject({
      action: 'prompt.activated',
      facts: { version: 2, experiment_id: it.id, variant: 'b' },
    })
    expect(refusal(await promote(it.id, 'a', 2))).toEqual([409, 'conflict'])
  })

  it('needs the guardrails and the minimum sample, and says every reason against it', async () => {
    const template_id = await im.addTemplate('meta_tags', texts)
    const it = await im.running({ template_id, content_type: 'meta_tags' })
    await im.addPieces(it, { variant: 'a', count: 40, score: 60 })
    await im.addPieces(it, { variant: 'b', count: 40, score: 90, cost: '0.02' })
    const early = await promote(it.id, 'b')
    expect(refusal(early)).toEqual([422, 'unprocessable'])
    expect(early.body.detail).toMatch(/There are 40 measured pieces of a variant; 50 are the minimum\./)
    await im.addPieces(it, { variant: 'a', count: 400, score: 60 })
    await im.addPieces(it, { variant: 'b', count: 400, score: 90, cost: '0.02' })
    const { winner, variants } = await results(it.id)
    expect([winner, variants[1]?.guardrails]).toEqual(['b', { pass_rate: 'kept', cost: 'broken' }])
    const dear = await promote(it.id, 'b')
    expect(dear.body.detail).toBe('B cannot be promoted. The cost is more than 20% higher than A’s.')
    expect((await read(it.id)).state).toBe('running')
    // What is in use may always be kept.
    expect((await promote(it.id, 'a')).body).toMatchObject({ state: 'stopped', promoted_variant: 'a', production: 1 })
  })

  it('of the control needs it to be in use, or to have won', async () => {
    const client = im.id.sibling
    const template_id = await im.addTemplate('lesson_plan', texts, client)
    const variants = [{ version: 2 }, { version: 1 }, { version: 3 }]
    const it = await im.running({ template_id, content_type: 'lesson_plan', variants }, im.who.admin, client)
    await im.addPieces(it, { client, variant: 'a', count: 200 })
    await im.addPieces(it, { client, variant: 'b', count: 200 })
    await im.addPieces(it, { client, variant: 'c', count: 200, score: 50 })
    const { variants: found } = await results(it.id)
    expect(found.map(({ refusals }) => refusals)).toEqual([
      ['A is not in use, and not shown to be better than the others.'],
      [],
      ['C is worse than A.'],
    ])
    expect(refusal(await promote(it.id, 'a'))).toEqual([422, 'unprocessable'])
    await im.addPieces(it, { client, variant: 'b', count: 200, score: 30 })
    await im.addPieces(it, { client, variant: 'a', count: 200 })
    await im.addPieces(it, { client, variant: 'c', count: 200, score: 50 })
    expect((await promote(it.id, 'a')).body).toMatchObject({ promoted_variant: 'a', production: 2 })
  })

  it('is for an admin of the template’s client, not of the experiment’s alone', async () => {
    const template_id = await im.addTemplate('local_page', texts)
    const it = await im.running({ template_id, content_type: 'local_page' }, im.who.admin, im.id.customer)
    await im.addPieces(it, { variant: 'a', count: 300 })
    await im.addPieces(it, { variant: 'b', count: 300 })
    expect(refusal(await promote(it.id, 'b', 1, im.who.customerAdmin))).toEqual([403, 'forbidden'])
    expect((await stop(it.id, im.who.customerAdmin)).body).toMatchObject({ state: 'stopped' })
    expect(refusal(await stop(it.id))).toEqual([409, 'conflict'])
    expect((await promote(it.id, 'b')).body).toMatchObject({ production: 2, client_id: im.id.customer })
  })

  it('is refused when somebody else activated another version in the meantime, also at the same moment', async () => {
    const template_id = await im.addTemplate('service_page', texts)
    const it = await im.running({ template_id, content_type: 'service_page' })
    await im.addPieces(it, { variant: 'a', count: 300 })
    await im.addPieces(it, { variant: 'b', count: 300 })
    const activate = (version: number, base: number) =>
      im.call('POST', `/templates/${template_id}/activate`, im.who.admin, { version, base })
    const answers = await Promise.all([promote(it.id, 'b'), activate(3, 1)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const inUse = (await read(it.id)).production
    const [promoted] = answers
    expect(inUse).toBe(promoted.status === 200 ? 2 : 3)
    await activate(3, inUse ?? 0)
    const late = await promote(it.id, 'b')
    expect(refusal(late)).toEqual([409, 'conflict'])
  })
})

describe('the list of a client', () => {
  it('has its own experiments and those below it, running ones first, in pages', async () => {
    const template_id = await im.addTemplate('any', texts)
    const of = { template_id, content_type: 'faq' }
    const draft = await im.drafted({ ...of, name: 'In the list' }, im.who.admin, im.id.sibling)
    const list = async (clientId: string, actor: string, query = '') =>
      experimentList.parse((await im.call('GET', `/clients/${clientId}/experiments?${query}`, actor)).body)
    expect((await list(im.id.sibling, im.who.viewer, 'state=draft')).items.map(({ id }) => id)).toEqual([draft.id])
    const wrong = await im.call('GET', `/clients/${im.id.agency}/experiments?cursor=zzz`, im.who.viewer)
    expect(wrong.status).toBe(400)
    const all: string[] = []
    const states: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await list(im.id.agency, im.who.viewer, `limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      all.push(...page.items.map(({ id }) => id))
      states.push(...page.items.map(({ state }) => state))
      cursor = page.next_cursor
    }
    expect(new Set(all).size).toBe(all.length)
    expect(all).toContain(draft.id)
    const order = ['running', 'draft', 'stopped']
    expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)))
    expect(
      (await list(im.id.agency, im.who.viewer, 'state=draft&limit=100')).items.every((one) => one.state === 'draft'),
    ).toBe(true)
    expect(refusal(await im.call('GET', `/clients/${im.id.agency}/experiments`, im.who.customerAdmin))).toEqual([
      404,
      'not_found',
    ])
  })
})
