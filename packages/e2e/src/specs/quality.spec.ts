import type { QualityCheck } from '@hg/contracts'
import { wish } from '../support/sandbox.ts'
import { expect, test } from '../support/test.ts'

/** What PASCO's strategies ask of a blog post, in the order in which it is told. */
const checks: QualityCheck['id'][] = [
  'complete',
  'language',
  'word_count',
  'title_length',
  'meta_length',
  'structure',
  'headings',
  'keywords',
  'secondary_keywords',
  'must_include',
  'banned_phrases',
  'terms',
  'internal_links',
  'call_to_action',
  'reading_level',
  'placeholders',
  'markdown',
  'repetition',
  'duplicate',
]

/** What the sandbox is asked to break, and the one check that must notice. */
const violations: [string, QualityCheck['id'], RegExp][] = [
  ['too_short', 'word_count', /^\d+ words$/],
  ['too_long', 'word_count', /^\d+ words$/],
  ['missing_keyword', 'keywords', /^\d of 2 found$/],
  ['banned_phrase', 'banned_phrases', /^\d+ found$/],
  ['no_headings', 'headings', /^0 sections/],
  ['placeholder', 'placeholders', /^\d found$/],
]

/** Repairs that mend nothing: the piece stays as it was written. */
const unmended = '[[sandbox:useless_repair]]'

const request = { keywords: ['wireless force sensor', 'friction lab'] }

test('a piece that keeps every rule passes every check', async ({ pasco }) => {
  const { result } = await pasco.write(request)
  expect(result?.quality.checks.map(({ id, passed }) => [id, passed])).toEqual(checks.map((id) => [id, true]))
  expect(result?.quality).toMatchObject({ passed: true, score: 100 })
})

for (const [violation, check, actual] of violations) {
  test(`a piece that is ${violation} fails ${check}, and nothing else @full`, async ({ pasco }) => {
    const done = await pasco.write({ ...request, brief: `${wish.instant} ${wish.violation(violation)} ${unmended}` })
    expect(done.status).toBe('completed')
    const report = done.result?.quality
    expect(report?.checks.filter(({ passed }) => !passed).map(({ id }) => id)).toEqual([check])
    expect(report?.checks.find(({ id }) => id === check)?.actual).toMatch(actual)
    expect(report?.passed).toBe(false)
    expect(report?.score).toBeLessThan(100)
    expect(done.quality_score).toBe(report?.score)
  })
}

test('a piece that was cut off at its token limit fails the check for completeness @full', async ({ pasco }) => {
  const done = await pasco.write({
    ...request,
    brief: `${wish.instant} ${unmended}`,
    llm: { provider: 'openai', max_output_tokens: 500 },
  })
  const complete = done.result?.quality.checks.find(({ id }) => id === 'complete')
  expect(done.status).toBe('completed')
  expect(complete).toMatchObject({ passed: false })
  expect(done.attempts[0]?.finish_reason).toBe('length')
})

test('a failed check shows what was expected, what was found, and where @full', async ({ pasco }) => {
  const done = await pasco.write({
    ...request,
    brief: `${wish.instant} ${wish.violation('banned_phrase')} ${unmended}`,
  })
  const check = done.result?.quality.checks.find(({ id }) => id === 'banned_phrases')
  expect(check?.expected).toMatch(/none of \d+ phrases/)
  const banned = done.strategy.effective.content?.banned_phrases ?? []
  const quoted = check?.evidence.join(' ').toLowerCase() ?? ''
  expect(banned.some((phrase) => quoted.includes(phrase))).toBe(true)
})

test('a piece that broke a rule is mended there, and shows what was changed @full', async ({ pasco }) => {
  const done = await pasco.write({ ...request, brief: `${wish.instant} ${wish.violation('banned_phrase')}` })
  expect(done.result?.quality).toMatchObject({ passed: true })
  expect(done.result?.repairs).toMatchObject([{ taken: true, checks: ['banned_phrases'], attempt: 2 }])
  expect(done.attempts.map(({ purpose }) => purpose)).toEqual(['write', 'repair'])
  const [segment] = done.result?.repairs[0]?.segments ?? []
  expect(done.result?.content).toContain(segment?.after ?? 'nothing')
  expect(done.result?.content).not.toContain(segment?.before)
})
