import { describe, expect, it } from 'vitest'
import type { StrategyConfiguration } from '@hg/contracts'
import { parseAnswer } from '../generation/parse-answer.ts'
import { compileChecks } from './compile-checks.ts'
import { findPhrase } from './find-phrase.ts'
import { countWords, measurePiece } from './piece.ts'
import { reviewPiece } from './review-piece.ts'

const article = `## Why panels age

An electrical panel is made for about thirty years. Breakers wear, and a **panel upgrade** gives a house room for today's loads.

- Warm covers
- Breakers that trip

### When to call

Call an [electrician](https://example.com) before the next storm.

## What it costs

| Work | Price |
| --- | --- |
| Panel | varies |
`

function review(
  strategy: StrategyConfiguration,
  content = article,
  keywords?: string[],
  title: string | null = 'Panel upgrades',
) {
  const piece = measurePiece({ contentType: 'blog_post', title, metaDescription: null, content })
  return reviewPiece(
    piece,
    compileChecks(strategy, { contentType: 'blog_post', keywords }),
    strategy.quality?.min_score ?? 0,
  )
}

function verdict(report: ReturnType<typeof review>, id: string) {
  return report.checks.find((check) => check.id === id)
}

describe('word count', () => {
  it.each([
    ['inside', { min: 30, max: 60 }, true],
    ['below', { min: 200 }, false],
    ['above', { max: 10 }, false],
    ['open above', { min: 10 }, true],
  ])('%s the range', (_, word_count, passed) => {
    expect(verdict(review({ content: { word_count } }), 'word_count')?.passed).toBe(passed)
  })

  it('counts what a reader reads: no marks, no addresses', () => {
    const piece = measurePiece({
      contentType: 'article',
      title: null,
      metaDescription: null,
      content: '## One\n\n[two](https://a.b/c-d) **three** `four`\n\n---\n\n- five',
    })
    expect(piece.wordCount).toBe(5)
  })

  it('counts words of languages without spaces', () => {
    expect(countWords('東京都に住んでいます', 'ja')).toBeGreaterThan(2)
  })
})

describe('keywords', () => {
  it.each([
    [['panel upgrade'], true],
    [['Panel  Upgrade', 'electrician'], true],
    [['panel upgrade', 'solar'], false],
    [['pan'], false],
  ])('%j -> %s', (keywords, passed) => {
    expect(verdict(review({}, article, keywords), 'keywords')?.passed).toBe(passed)
  })

  it('of the strategy need one hit when the request names none', () => {
    const seo = { primary_keywords: ['solar', 'electrician'] }
    expect(verdict(review({ seo }), 'keywords')?.passed).toBe(true)
    expect(verdict(review({ seo: { primary_keywords: ['solar'] } }), 'keywords')).toMatchObject({
      passed: false,
      evidence: ['missing: solar'],
    })
  })

  it('with regular expression signs are taken literally', () => {
    expect(findPhrase('We write C++ (fast).', 'C++')).toHaveLength(1)
    expect(findPhrase('aXb', 'a.b')).toHaveLength(0)
  })
})

describe('headings', () => {
  it.each([
    ['in order', article, {}, true],
    ['a skipped level', '## One\n\n#### Three\n\n## Two', {}, false],
    ['a second title', '# Again\n\n## One\n\n## Two', {}, false],
    ['too few sections', '## One\n\ntext', {}, false],
    ['too deep', '## One\n\n### Two\n\n## Three', { seo: { headings: { max_depth: 2 } } }, false],
    ['none asked', 'Just text.', { seo: { headings: { min_h2: 0 } } }, true],
  ])('%s', (_, content, strategy, passed) => {
    expect(verdict(review(strategy, content), 'headings')?.passed).toBe(passed)
  })
})

describe('sections that a content template requires', () => {
  const piece = measurePiece({ contentType: 'blog_post', title: 'Panels', metaDescription: null, content: article })
  const verdictOn = (...headings: [string, boolean?][]) => {
    const sections = headings.map(([heading, required = true]) => ({ heading, required }))
    return compileChecks({}, { contentType: 'blog_post', sections })
      .map((check) => check(piece))
      .find(({ id }) => id === 'sections')
  }

  it.each([
    ['there', ['Why panels age'], true, []],
    ['there in other case and with other marks', ['WHY PANELS AGE?', 'what  it costs:'], true, []],
    ['there at another level', ['When to call'], true, []],
    ['not there', ['Why panels age', 'Next steps'], false, ['missing: Next steps']],
    ['only part of a heading', ['Why panels'], false, ['missing: Why panels']],
    ['only the title', ['Panels'], false, ['missing: Panels']],
  ])('%s', (_, headings, passed, evidence) => {
    expect(verdictOn(...headings.map((one): [string] => [one]))).toMatchObject({ passed, evidence, severity: 'error' })
  })

  it('are checked only where there are any', () => {
    expect(verdictOn(['Next steps', false])).toBeUndefined()
    expect(verdictOn(['Next steps', false], ['Why panels age'])).toMatchObject({ passed: true, actual: '1 of 1 found' })
  })
})

describe('banned phrases', () => {
  const content = { banned_phrases: ['made for', 'best in class'] }

  it('are found with their surroundings', () => {
    const check = verdict(review({ content }), 'banned_phrases')
    expect(check?.passed).toBe(false)
    expect(check?.evidence).toEqual([
      '…s Why panels age An electrical panel is made for about thirty years. Breakers wear, and…',
    ])
  })

  it('count in the title too, and only as whole words', () => {
    expect(verdict(review({ content: { banned_phrases: ['upgrades'] } }), 'banned_phrases')?.passed).toBe(false)
    expect(verdict(review({ content: { banned_phrases: ['lectric'] } }), 'banned_phrases')?.passed).toBe(true)
  })
})

describe('the length of a piece whose strategy says none', () => {
  it('is compared with the usual, as a warning', () => {
    expect(verdict(review({}), 'word_count')).toMatchObject({ passed: false, severity: 'warning' })
    expect(review({}).passed).toBe(true)
  })
})

describe('the score', () => {
  it('is the share of passed checks, and an error fails the piece', () => {
    const report = review({ content: { word_count: { min: 500 }, banned_phrases: ['nothing'] } }, article, [
      'electrician',
    ])
    expect(report).toMatchObject({ score: 75, passed: false })
  })

  it('below the minimum fails the piece', () => {
    const long = { content: { word_count: { min: 1 } } }
    expect(review({ ...long, quality: { min_score: 90 } })).toMatchObject({ score: 100, passed: true })
    expect(review({ quality: { min_score: 90 } })).toMatchObject({ score: 75, passed: false })
  })
})

describe('an answer', () => {
  it.each([
    ['as asked', '# T\n\nBody\n\nMeta description: M', { title: 'T', content: 'Body', metaDescription: 'M' }],
    [
      'in a fence',
      '```markdown\n# T\n\nBody\n\n**Meta description:** M\n```',
      { title: 'T', content: 'Body', metaDescription: 'M' },
    ],
    [
      'with a rule before the description',
      '# T\nBody\n\n---\nMeta description: M\n',
      { title: 'T', content: 'Body', metaDescription: 'M' },
    ],
    ['without a title', 'Body', { title: null, content: 'Body', metaDescription: null }],
    [
      'with a code fence inside',
      '# T\n\n```js\nx\n```',
      { title: 'T', content: '```js\nx\n```', metaDescription: null },
    ],
    [
      'with what no database holds',
      '# T\u0000\n\nBo\ud800dy',
      { title: 'T', content: 'Bo\ufffddy', metaDescription: null },
    ],
    ['with Windows line ends', '# T\r\n\r\nBody', { title: 'T', content: 'Body', metaDescription: null }],
  ])('%s is taken apart', (_, text, expected) => {
    expect(parseAnswer(text)).toEqual(expected)
  })
})
