import { describe, expect, it } from 'vitest'
import { countWords } from '../piece/count-words.ts'
import { panelArticle, pieceOf } from '../test/articles.ts'
import { checkComplete } from './complete.ts'
import { checkMetaLength, checkTitleLength } from './title-and-meta-length.ts'
import { checkWordCount } from './word-count.ts'

describe('word count', () => {
  it.each([
    ['inside', { min: 150, max: 260 }, true, []],
    ['at its bounds', { min: 210, max: 210 }, true, []],
    ['below', { min: 300 }, false, ['insertion', 'insertion']],
    ['above', { max: 180 }, false, ['block', 'block', 'block']],
    ['open above', { min: 10 }, true, []],
    ['open below', { max: 1000 }, true, []],
  ])('%s the range', (_, range, passed, units) => {
    const { check, mends } = checkWordCount(pieceOf(panelArticle), range, 'error')
    expect([check.passed, mends.map(({ unit }) => unit)]).toEqual([passed, units])
  })

  it('counts what a reader reads: no marks, no addresses, soft hyphens or not', () => {
    expect(pieceOf('## One\n\n[two](https://a.b/c-d) **three** `four`\n\n---\n\n- fi\u00ADve').wordCount).toBe(5)
  })

  it.each([
    ['ja', '東京都に住んでいます', 3],
    ['en', 'The state-of-the-art café’s door', 7],
    ['de', 'Straße, Größe und Übermaß', 4],
    ['en', 'one\r\ntwo\r\n\r\nthree', 3],
  ])('in %s: %s', (language, text, words) => {
    expect(countWords(text, language)).toBeGreaterThanOrEqual(words)
  })

  it('asks for about as many words as are missing, and no more than there is room for', () => {
    const asked = checkWordCount(pieceOf(panelArticle), { min: 240, max: 250 }, 'error').mends.map(({ instruction }) =>
      Number(/about (\d+) words/.exec(instruction)?.[1]),
    )
    const sum = asked.reduce((total, words) => total + words, 0)
    expect(sum).toBeGreaterThanOrEqual(30)
    expect(sum).toBeLessThanOrEqual(42)
  })
})

describe('title and meta description', () => {
  const range = { min: 20, max: 40 }
  it.each([
    ['inside', 'When to upgrade a panel', true, '23 characters'],
    ['too short', 'Panels', false, '6 characters'],
    ['too long', 'When to upgrade an electrical panel, and when to wait', false, '53 characters'],
    ['none at all', null, false, 'no title'],
    ['counted in characters, not in units', '⚡'.repeat(10) + '🔌'.repeat(20), true, '30 characters'],
  ])('%s', (_, title, passed, actual) => {
    const { check } = checkTitleLength(pieceOf(panelArticle, { title }), range, 'warning')
    expect(check).toMatchObject({ passed, actual, severity: title === null ? 'error' : 'warning' })
  })

  it('are marked whole, and written anew whole', () => {
    const meta = 'Short.'
    const { check, mends } = checkMetaLength(pieceOf(panelArticle, { meta }), range, 'error')
    expect(check.spans).toEqual([{ where: 'meta_description', start: 0, end: 6, quote: 'Short.', note: null }])
    expect(mends).toMatchObject([{ where: 'meta_description', start: 0, end: 6, unit: 'range' }])
    expect(mends[0]?.instruction).toContain('20 to 40 characters')
  })
})

describe('completeness', () => {
  it('goes on where the text breaks off', () => {
    const content = 'One paragraph.\n\nThis one breaks'
    expect(checkComplete(pieceOf(content), true)).toMatchObject({ check: { passed: true }, mends: [] })
    expect(checkComplete(pieceOf(content), false)).toMatchObject({
      check: { passed: false },
      mends: [{ start: 16, end: 31, unit: 'range' }],
    })
  })
})

it('quotes no half of a character, wherever a long quote is cut', () => {
  const { check } = checkTitleLength(pieceOf('Text.', { title: `x${'🙂'.repeat(200)}` }), { min: 10, max: 60 }, 'error')
  expect(check.spans.map(({ quote }) => quote.isWellFormed())).toEqual([true])
})
