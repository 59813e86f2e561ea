import type { JobResult, QualityCheckId, QualityReport, RepairRound, StrategyConfiguration } from '@hg/contracts'
import { withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestCancel } from '../jobs/cancel.ts'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { saveRevision } from '../jobs/revisions/save.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'

let h: Harness

/** One rule for each check; every sentence of the sandbox keeps them unless it is asked to break one. */
const strategy: StrategyConfiguration = {
  seo: {
    secondary_keywords: ['asphalt maintenance'],
    keyword_density: { min: 0, max: 3 },
    headings: { min_h2: 3, max_depth: 3 },
    internal_links: [{ url: 'https://ohio-paving.example/visit', anchor: 'paving services' }],
  },
  content: {
    word_count: { min: 400, max: 700 },
    reading_level: { max_grade: 9 },
    structure: ['What winter does to asphalt', 'What to look for', 'What to do and when'],
    must_include: ['freeze-thaw'],
    banned_phrases: ['game-changer'],
    required_disclaimers: ['Cost and schedule depend on the site and the weather.'],
    cta: 'Ask for a site visit before the season fills up.',
    term_map: { blacktop: 'asphalt' },
  },
  quality: { min_score: 100, max_repairs: 1 },
}

const broken: [marker: string, check: QualityCheckId][] = [
  ['too_short', 'word_count'],
  ['too_long', 'word_count'],
  ['long_title', 'title_length'],
  ['short_meta', 'meta_length'],
  ['no_headings', 'headings'],
  ['deep_heading', 'headings'],
  ['missing_keyword', 'keywords'],
  ['missing_related_term', 'secondary_keywords'],
  ['keyword_stuffing', 'keyword_density'],
  ['missing_phrase', 'must_include'],
  ['banned_phrase', 'banned_phrases'],
  ['wrong_term', 'terms'],
  ['missing_link', 'internal_links'],
  ['missing_disclaimer', 'disclaimers'],
  ['missing_call_to_action', 'call_to_action'],
  ['hard_words', 'reading_level'],
  ['other_language', 'language'],
  ['placeholder', 'placeholders'],
  ['broken_markdown', 'markdown'],
  ['repeated_sentence', 'repetition'],
]

beforeAll(async () => {
  h = await startHarness()
})
afterEach(() => {
  h.sandbox.reset()
})
afterAll(() => h.close())

let jobs = 0

async function submit(brief: string, wanted: StrategyConfiguration = {}, maxOutputTokens?: number): Promise<string> {
  // Strategies are remembered by version, so each job gets its own client's place in the row.
  const request = h.request({
    topic: `Preparing a parking lot for winter ${++jobs}`,
    keywords: ['crack filling', 'parking lot maintenance'],
    brief,
    llm: { provider: 'openai', max_output_tokens: maxOutputTokens },
  })
  const { accepted } = await submitJob(h.server, h.as('member'), request)
  const effective = { ...strategy, ...wanted, quality: { ...strategy.quality, ...wanted.quality } }
  await withClient(h.target.adminUrl, (db) =>
    db.query(`update jobs set strategy = jsonb_set(strategy, '{effective}', $2::jsonb) where id = $1`, [
      accepted.job_id,
      JSON.stringify(effective),
    ]),
  )
  return accepted.job_id
}

async function write(
  brief: string,
  wanted?: StrategyConfiguration,
  maxOutputTokens?: number,
): Promise<{ id: string; result: JobResult }> {
  const id = await submit(brief, wanted, maxOutputTokens)
  await h.deliver(id)
  return { id, result: await resultOf(id) }
}

async function resultOf(id: string): Promise<JobResult> {
  const row = await h.row(id)
  expect(row).toMatchObject({ status: 'completed', draft: null })
  return row.result as unknown as JobResult
}

const failed = (result: JobResult) =>
  result.quality.checks.filter(({ id, passed }) => !passed && id !== 'duplicate').map(({ id }) => id)
const purposes = async (id: string) => (await h.attempts(id)).map(({ purpose, status }) => `${purpose} ${status}`)
const sum = (amounts: (string | null)[]) => amounts.reduce((total, amount) => total + Number(amount ?? 0), 0)

/** What of a body stands outside the passages that a round mended. */
function outside(content: string, round: RepairRound, side: 'before' | 'after'): string[] {
  const parts: string[] = []
  let from = 0
  let shift = 0
  for (const { where, start, end, before, after } of round.segments) {
    if (where !== 'content' || after === null) continue
    // What is put in brings a blank line along.
    const length = before === '' && after !== '' ? after.length + 2 : after.length
    const at = side === 'before' ? start : start + shift
    parts.push(content.slice(from, at))
    from = at + (side === 'before' ? end - start : length)
    shift += length - (end - start)
  }
  return [...parts, content.slice(from)]
}

describe('a piece that keeps every rule', () => {
  it('passes every check and is not repaired', async () => {
    const { id, result } = await write('Short.')
    expect(failed(result)).toEqual([])
    expect(result.repairs).toEqual([])
    expect(await purposes(id)).toEqual(['write succeeded'])
  })
})

describe('a piece that breaks a rule', () => {
  it.each(broken)('by %s is found by %s alone, mended, and the same byte for byte elsewhere', async (marker, check) => {
    const { id: first, result: unmended } = await write(`[[sandbox:${marker}]]`, { quality: { max_repairs: 0 } })
    expect(failed(unmended)).toEqual([check])
    // The same request once more: the sandbox writes the same piece for the same prompt.
    const id = await submit('', {})
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update jobs set parameters = (select parameters from jobs where id = $2) where id = $1`, [id, first]),
    )
    await h.deliver(id)
    const result = await resultOf(id)
    const [round] = result.repairs
    if (!round) throw new Error('no repair')
    expect(round).toMatchObject({ round: 1, attempt: 2, checks: [check], taken: true, verdict: 'better' })
    expect(failed(result)).toEqual([])

    const changed = round.segments.filter(({ before, after }) => after !== null && after !== before)
    expect(changed.length).toBeGreaterThan(0)
    expect(outside(result.content, round, 'after')).toEqual(outside(unmended.content, round, 'before'))
    const places = new Set(changed.map(({ where }) => where))
    expect(result.title === unmended.title).toBe(!places.has('title'))
    expect(result.meta_description === unmended.meta_description).toBe(!places.has('meta_description'))

    const attempts = await h.attempts(id)
    expect(attempts).toMatchObject([
      { purpose: 'write', status: 'succeeded', charge_estimated: false },
      { purpose: 'repair', status: 'succeeded', charge_estimated: false },
    ])
    const cost = (await h.row(id)).estimated_cost
    expect(Number(cost)).toBeCloseTo(sum(attempts.map(({ amount_usd }) => amount_usd)), 10)
  })

  it('by leaving out a section that its content template requires gets it in its place', async () => {
    const id = await submit('[[sandbox:missing_section]]')
    const sections = strategy.content?.structure?.map((heading) => ({ heading, required: true })) ?? []
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update jobs set parameters = jsonb_set(parameters, '{content_template}', $2::jsonb) where id = $1`, [
        id,
        JSON.stringify({ name: 'Winter', sections, defaults: {} }),
      ]),
    )
    await h.deliver(id)
    const result = await resultOf(id)
    expect(result.repairs).toMatchObject([{ checks: ['sections'], taken: true }])
    expect(failed(result)).toEqual([])
    const headings = result.content.match(/^## .*$/gm)
    expect(headings).toEqual([
      '## What winter does to asphalt',
      '## Another matter altogether',
      '## What to look for',
      '## What to do and when',
    ])
  })

  it('is kept with its failed check where the strategy allows no repair', async () => {
    const { id, result } = await write('[[sandbox:banned_phrase]]', { quality: { max_repairs: 0 } })
    expect(failed(result)).toEqual(['banned_phrases'])
    expect(result).toMatchObject({ repairs: [], quality: { passed: false } })
    expect(result.quality.checks.find(({ id: check }) => check === 'banned_phrases')?.spans).toMatchObject([
      { where: 'content', quote: 'game-changer' },
    ])
    expect(await purposes(id)).toEqual(['write succeeded'])
  })
})

describe('a repair that goes wrong', () => {
  it.each([
    ['mends nothing', 'useless_repair', 'no_better'],
    ['breaks another rule', 'harmful_repair', 'breaks_another'],
    ['brings nothing that can be read', 'unreadable_repair', 'unusable'],
  ])('and %s is charged and shown, but not taken', async (_, marker, verdict) => {
    const { id, result } = await write(`[[sandbox:banned_phrase]] [[sandbox:${marker}]]`)
    expect(result.repairs).toMatchObject([{ attempt: 2, taken: false, verdict }])
    expect(failed(result)).toEqual(['banned_phrases'])
    expect(result.content).toContain('game-changer')
    const attempts = await h.attempts(id)
    expect(attempts.map(({ amount_usd }) => Number(amount_usd) > 0)).toEqual([true, true])
  })

  it('and brings the broken last part of a piece again does not make it whole', async () => {
    const { result } = await write('[[sandbox:useless_repair]]', {}, 600)
    expect(failed(result)).toContain('complete')
    const [round] = result.repairs
    expect(round).toMatchObject({ taken: false, verdict: 'no_better' })
    expect(round?.checks).toContain('complete')
    const rewritten = round?.segments.filter(({ checks }) => checks.includes('complete')) ?? []
    expect(rewritten.map(({ before, after }) => before !== '' && after === before)).toEqual([true])
  })

  it('is tried once more where the strategy allows two', async () => {
    const { id, result } = await write('[[sandbox:banned_phrase]] [[sandbox:useless_repair for=repair times=1]]', {
      quality: { max_repairs: 2 },
    })
    expect(result.repairs.map(({ verdict }) => verdict)).toEqual(['no_better', 'better'])
    expect(await purposes(id)).toEqual(['write succeeded', 'repair succeeded', 'repair succeeded'])
  })

  it('because no provider answers leaves the piece as it was', async () => {
    const { id, result } = await write('[[sandbox:banned_phrase]] [[sandbox:fault=400 for=repair]]', {
      quality: { max_repairs: 2 },
    })
    expect(result.repairs).toMatchObject([{ attempt: null, taken: false, verdict: 'call_failed' }])
    expect((await purposes(id)).slice(0, 2)).toEqual(['write succeeded', 'repair failed'])
  })

  it('is not begun when it could cost more than is left for the piece', async () => {
    const { id: like } = await write('[[sandbox:banned_phrase]]', { quality: { max_repairs: 0 } })
    const [wrote] = await h.attempts(like)
    const id = await submit('[[sandbox:banned_phrase]]')
    // Enough for a piece of 700 words, which uses about 1,000 of these tokens; then too little for a repair.
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update jobs set reserved_usd = (100 * $2::numeric + 2500 * $3::numeric) / 1000000 where id = $1`, [
        id,
        wrote?.input_usd_per_million,
        wrote?.output_usd_per_million,
      ]),
    )
    await h.deliver(id)
    const result = await resultOf(id)
    expect(result.repairs).toMatchObject([{ attempt: null, taken: false, verdict: 'over_budget' }])
    expect(failed(result)).toEqual(['banned_phrases'])
    expect(await purposes(id)).toEqual(['write succeeded'])
  })
})

describe('a worker lost during a repair', () => {
  it('leaves the piece to the next one, which neither writes nor charges it again', async () => {
    const id = await submit('[[sandbox:banned_phrase]] [[sandbox:pause for=repair]]')
    const lost = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update jobs set lease_until = now() - interval '1 second' where id = $1`, [id]),
    )
    await h.deliver(id, 1)
    const result = await resultOf(id)
    expect(result.repairs).toMatchObject([{ verdict: 'lost', taken: false }])
    expect(failed(result)).toEqual(['banned_phrases'])
    h.sandbox.resume()
    await lost
    const attempts = await h.attempts(id)
    expect(attempts).toMatchObject([
      { attempt: 1, purpose: 'write', status: 'succeeded', charge_estimated: false },
      { attempt: 2, purpose: 'repair', status: 'lost', charge_estimated: true },
    ])
    const row = await h.row(id)
    expect(Number(row.estimated_cost)).toBeCloseTo(sum(attempts.map(({ amount_usd }) => amount_usd)), 10)
  })

  it('has the next one repair it, where the strategy allows another round', async () => {
    const id = await submit('[[sandbox:banned_phrase]] [[sandbox:pause for=repair times=1]]', {
      quality: { max_repairs: 2 },
    })
    const shutdown = new AbortController()
    const delivered = h.deliver(id, 0, shutdown.signal)
    await h.sandbox.untilPaused(1)
    shutdown.abort()
    await delivered
    expect(await h.row(id)).toMatchObject({ status: 'pending', draft: { author: { provider: 'openai' } } })
    await h.deliver(id, 1)
    const result = await resultOf(id)
    expect(result.repairs.map(({ verdict }) => verdict)).toEqual(['lost', 'better'])
    expect(await purposes(id)).toEqual(['write succeeded', 'repair aborted', 'repair succeeded'])
  })
})

describe('a job cancelled during its repair', () => {
  it('never completes, keeps no draft, and is charged for both calls', async () => {
    const id = await submit('[[sandbox:banned_phrase]] [[sandbox:pause for=repair]]')
    const delivered = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await requestCancel(h.server, h.as('member'), id)
    h.worker.running.stop(id, 'cancelled')
    await delivered
    const row = await h.row(id)
    expect(row).toMatchObject({ status: 'cancelled', result: null, draft: null })
    expect(await purposes(id)).toEqual(['write succeeded', 'repair aborted'])
    expect(Number(row.estimated_cost)).toBeCloseTo(sum((await h.attempts(id)).map(({ amount_usd }) => amount_usd)), 10)
  })
})

describe('pieces of one client', () => {
  const duplicateOf = ({ checks }: QualityReport) => checks.find(({ id }) => id === 'duplicate')
  const about = async (topic: string) => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ topic, llm: { provider: 'openai' } }))
    await h.deliver(accepted.job_id)
    return accepted.job_id
  }
  const editOf = (id: string, base_version: number, content: string) =>
    saveRevision(h.server, h.as('member'), id, { title: 'By hand', meta_description: null, content, base_version })

  it('that are nearly the same are told', async () => {
    const topic = 'Why a lot needs a slope'
    const writeFor = async (clientId: string, as: typeof h.tenant) => {
      const request = h.request({ client_id: clientId, topic, llm: { provider: 'openai' } })
      const context = { actor: { kind: 'user' as const, id: as.users.member }, requestId: 'test', address: null }
      const { accepted } = await submitJob(h.server, context, request)
      await h.deliver(accepted.job_id, 0, undefined, clientId)
      return accepted.job_id
    }
    const told = async (id: string) => duplicateOf((await resultOf(id)).quality)
    const first = await writeFor(h.tenant.customerId, h.tenant)
    const second = await writeFor(h.tenant.customerId, h.tenant)
    expect(await told(first)).toMatchObject({ passed: true })
    expect(await told(second)).toMatchObject({ passed: false, severity: 'warning' })
    expect((await told(second))?.evidence[0]).toContain(first)
    const sibling = h.stranger
    const elsewhere = await writeFor(sibling.customerId, sibling)
    const [theirs] = await withClient(h.target.adminUrl, async (db) => {
      const { rows } = await db.query<{ result: JobResult }>('select result from jobs where id = $1', [elsewhere])
      return rows
    })
    expect(theirs && duplicateOf(theirs.result.quality)).toMatchObject({
      passed: true,
      expected: 'unlike the last 0 pieces',
    })
  })

  it('are not compared with what they were made from, nor with what else was made from it', async () => {
    const first = await about('Why a lot is rolled twice')
    const result = await resultOf(first)
    const comparedWith = duplicateOf(result.quality)?.expected
    const again = async (id: string) => {
      const { accepted } = await regenerateJob(h.server, h.as('member'), id, { instructions: 'Make it shorter.' })
      await h.deliver(accepted.job_id)
      return accepted.job_id
    }
    const child = await again(first)
    const [grandchild, sibling] = [await again(child), await again(first)]
    for (const id of [child, grandchild, sibling])
      expect(duplicateOf((await resultOf(id)).quality)).toMatchObject({ passed: true, expected: comparedWith })
    const edit = await editOf(first, 1, result.content)
    expect(duplicateOf(edit.quality)).toMatchObject({ passed: true, expected: comparedWith })
  })

  it('are compared as they read after their last edit, and so are edits', async () => {
    const first = await about('Why a lot is swept in autumn')
    const { content } = await resultOf(first)
    await editOf(first, 1, 'Another text by hand.')
    const second = await about('Why a lot is swept in autumn')
    expect(duplicateOf((await resultOf(second)).quality)?.evidence.join()).not.toContain(first)
    await editOf(first, 2, content)
    const copied = await editOf(second, 1, content)
    expect(duplicateOf(copied.quality)).toMatchObject({ passed: false })
    expect(duplicateOf(copied.quality)?.evidence.join()).toContain(first)
  })

  it('are compared with no more once their text is gone', async () => {
    const id = (await write('Short.')).id
    expect((await h.row(id)).signature).toHaveLength(128)
    await withClient(h.target.adminUrl, async (db) => {
      await db.query('begin')
      await db.query('set local role hg_content_rls')
      await db.query(
        `update jobs set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null,
           strategy = '{}', template_name = null, emptied_at = now() where id = $1`,
        [id],
      )
      await db.query('commit')
    })
    expect((await h.row(id)).signature).toBeNull()
  })
})
