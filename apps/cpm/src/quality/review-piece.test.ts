import type { QualityCheck, StrategyConfiguration } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { checkBannedPhrases } from './checks/banned-phrases.ts'
import { type CheckedRequest, compileChecks } from './compile-checks.ts'
import { reviewPiece } from './review-piece.ts'
import { scoreOf } from './score.ts'
import { germanArticle, panelArticle, pieceOf } from './test/articles.ts'

function review(strategy: StrategyConfiguration, request: Partial<CheckedRequest> = {}, content = panelArticle) {
  const checked = { contentType: 'blog_post' as const, ...request }
  const piece = pieceOf(content, { contentType: checked.contentType, language: strategy.content?.language ?? 'en-US' })
  return reviewPiece(piece, compileChecks(strategy, checked), strategy.quality?.min_score ?? 0).report
}

const ids = (report: ReturnType<typeof review>) => report.checks.map(({ id }) => id)
const always = [
  'language',
  'word_count',
  'title_length',
  'meta_length',
  'headings',
  'placeholders',
  'markdown',
  'repetition',
]

describe('a strategy', () => {
  it.each([
    ['that is silent', {}, {}, []],
    ['with a structure', { content: { structure: ['One'] } }, {}, ['structure']],
    ['of a required section', {}, { sections: [{ heading: 'One', required: true }] }, ['sections', 'structure']],
    ['of keywords in the request', {}, { keywords: ['a'] }, ['keywords']],
    [
      'about search',
      { seo: { primary_keywords: ['a'], secondary_keywords: ['b'], keyword_density: { min: 0, max: 3 } } },
      {},
      ['keywords', 'secondary_keywords', 'keyword_density'],
    ],
    ['of a density without keywords', { seo: { keyword_density: { min: 0, max: 3 } } }, {}, []],
    ['about links', { seo: { internal_links: [{ url: 'https://a.example' }] } }, {}, ['internal_links']],
    [
      'about links, for a post that has none',
      { seo: { internal_links: [{ url: 'https://a.example' }] } },
      { contentType: 'social_post' },
      [],
    ],
    [
      'about wording',
      {
        content: {
          must_include: ['a'],
          must_avoid: ['b'],
          term_map: { c: 'd' },
          required_disclaimers: ['e'],
          cta: 'f',
          reading_level: { max_grade: 9 },
        },
      },
      {},
      ['must_include', 'banned_phrases', 'terms', 'disclaimers', 'call_to_action', 'reading_level'],
    ],
    ['of a client with earlier pieces', {}, { recent: [] }, ['duplicate']],
  ] as [string, StrategyConfiguration, Partial<CheckedRequest>, string[]][])('%s', (_, strategy, request, expected) => {
    expect(ids(review(strategy, request)).toSorted()).toEqual([...always, ...expected].toSorted())
  })

  it('makes lengths errors only where it sets them', () => {
    const severityOf = (strategy: StrategyConfiguration) =>
      review(strategy).checks.find(({ id }) => id === 'word_count')?.severity
    expect([severityOf({}), severityOf({ content: { word_count: { max: 900 } } })]).toEqual(['warning', 'error'])
  })

  it('that grades a language without a formula leaves the check out and says so', () => {
    const strategy = { content: { language: 'de-DE', reading_level: { max_grade: 9 } } }
    const report = review(strategy, {}, germanArticle)
    expect(ids(report)).not.toContain('reading_level')
    expect(report.left_out).toEqual([
      {
        id: 'reading_level',
        label: 'Reading level',
        why: 'Flesch-Kincaid grades English only, and the piece is in German',
      },
    ])
  })

  it('with too little text leaves out what cannot be told', () => {
    const report = review(
      { content: { reading_level: { max_grade: 9 } } },
      { contentType: 'ad_copy' },
      'Panels. Done right.',
    )
    expect(report.left_out.map(({ id }) => id)).toEqual(['language', 'reading_level'])
  })
})

describe('the score', () => {
  const check = (passed: boolean, severity: QualityCheck['severity'], miss = passed ? 0 : 1) => ({
    check: { passed, severity } as QualityCheck,
    miss,
  })
  it.each([
    ['nothing to check', [], 100],
    ['all passed', [check(true, 'error'), check(true, 'warning')], 100],
    [
      'an error of four checks',
      [check(false, 'error'), check(true, 'error'), check(true, 'error'), check(true, 'error')],
      75,
    ],
    ['a warning beside an error that passed', [check(false, 'warning'), check(true, 'error')], 75],
    ['an error that is just missed keeps half of its weight', [check(false, 'error', 0.02), check(true, 'error')], 75],
    ['nothing passed', [check(false, 'error'), check(false, 'warning')], 0],
    [
      'a hair’s breadth is not 100',
      [check(false, 'warning', 0.01), ...Array.from({ length: 60 }, () => check(true, 'error'))],
      99,
    ],
  ])('%s', (_, findings, score) => {
    expect(scoreOf(findings)).toBe(score)
  })

  it('falls with each further place where a rule is broken', () => {
    const piece = pieceOf('One two three four five six seven eight nine ten.')
    const scores = [1, 2, 5].map((count) =>
      scoreOf([checkBannedPhrases(piece, 'one two three four five'.split(' ').slice(0, count))]),
    )
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(new Set(scores).size).toBe(3)
  })

  it('below the minimum fails the piece, and so does any error', () => {
    const strategy = { content: { word_count: { min: 1 } } }
    expect(review({ ...strategy, quality: { min_score: 90 } })).toMatchObject({
      score: 100,
      passed: true,
      min_score: 90,
    })
    const tooShort = { content: { structure: ['One', 'Two', 'Three'] }, quality: { min_score: 99 } }
    expect(review(tooShort)).toMatchObject({ passed: false })
    expect(review({ content: { banned_phrases: ['breakers'] } })).toMatchObject({ passed: false })
  })
})
