import { describe, expect, it } from 'vitest'
import { panelArticle, pieceOf } from '../test/articles.ts'
import { judge } from '../test/judge.ts'
import { checkHeadings } from './headings.ts'
import { checkSections } from './sections.ts'
import { checkStructure } from './structure.ts'

describe('headings', () => {
  it.each([
    ['in order', panelArticle, {}, []],
    ['a skipped level', '## One\n\n#### Three\n\n## Two', {}, ['#### Three']],
    ['a second title', '# Again\n\n## One\n\n## Two', {}, ['# Again']],
    ['underlined titles', 'Again\n=====\n\n## One\n\n## Two', {}, ['Again\n=====']],
    ['too few sections', '## One\n\ntext', {}, ['']],
    ['too deep', '## One\n\n### Two\n\n## Three', { maxDepth: 2 }, ['### Two']],
    ['none asked', 'Just text.', { minH2: 0 }, []],
    ['signs in code are none', '## One\n\n```sh\n#### not one\n```\n\n## Two', {}, []],
    ['Windows line ends', '## One\r\n\r\n#### Three\r\n\r\n## Two', {}, ['#### Three']],
  ])('%s', (_, content, rule, faults) => {
    const { check } = checkHeadings(pieceOf(content), { minH2: 2, maxDepth: 4, ...rule })
    expect(check.passed).toBe(faults.length === 0)
    expect(check.spans.map(({ quote }) => quote)).toEqual(faults.filter((fault) => fault !== ''))
  })

  it('that are bold lines are turned into headings, and nothing else is touched', () => {
    const content = '**Why panels age**\n\nThey wear. **Heat** does it.\n\n**What it costs**\n\nThat depends.'
    const { mends } = checkHeadings(pieceOf(content), { minH2: 2, maxDepth: 3 })
    expect(mends.map(({ start, end }) => content.slice(start, end))).toEqual([
      '**Why panels age**',
      '**What it costs**',
    ])
  })

  it('that are missing are put in between paragraphs', () => {
    const content = 'One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.'
    const { mends } = checkHeadings(pieceOf(content), { minH2: 2, maxDepth: 3 })
    expect(mends.map(({ unit, start }) => [unit, content.slice(start, start + 4)])).toEqual([
      ['insertion', 'Two.'],
      ['insertion', 'Four'],
    ])
  })
})

describe('sections that a content template requires', () => {
  const piece = pieceOf(panelArticle, { title: 'Panels' })
  const found = (...headings: [string, boolean?][]) =>
    checkSections(
      piece,
      headings.map(([heading, required = true]) => ({ heading, required })),
    )

  it.each([
    ['there', ['Why panels age'], true, []],
    ['there in other case and with other marks', ['WHY PANELS AGE?', 'what  it costs:'], true, []],
    ['there at another level', ['When to call'], true, []],
    ['not there', ['Why panels age', 'Next steps'], false, ['missing: Next steps']],
    ['only part of a heading', ['Why panels'], false, ['missing: Why panels']],
    ['only the title', ['Panels'], false, ['missing: Panels']],
  ])('%s', (_, headings, passed, evidence) => {
    const { check } = found(...headings.map((one): [string] => [one]))
    expect(check).toMatchObject({ passed, evidence, severity: 'error' })
  })

  it('count only where they are required', () => {
    expect(found(['Next steps', false], ['Why panels age']).check).toMatchObject({
      passed: true,
      actual: '1 of 1 found',
    })
  })

  it('that are missing are put in behind the listed section before them', () => {
    const { mends } = found(['Why panels age'], ['Signs of wear'], ['What it costs'])
    expect(mends).toHaveLength(1)
    const rest = panelArticle.slice(mends[0]?.start)
    expect(rest).toMatch(/^\n\n## What it costs/)
    expect(mends[0]?.instruction).toContain('"## Signs of wear"')
  })
})

describe('structure', () => {
  it.each([
    ['in order', ['Why panels age', 'What it costs'], true, []],
    ['sharpened headings', ['Reasons panels age', 'Costs'], true, []],
    ['reworded beyond recognition, as many as needed', ['Background', 'What it costs'], true, []],
    ['one too few', ['Why panels age', 'How a visit goes', 'What it costs'], false, []],
    ['in another order', ['What it costs', 'Why panels age'], false, ['## Why panels age']],
  ])('%s', (_, listed, passed, quotes) => {
    expect(judge(checkStructure(pieceOf(panelArticle), listed))).toEqual({ passed, quotes })
  })

  it('is not told of a piece without sections', () => {
    expect(checkStructure(pieceOf('Just text.'), ['One'])).toBeNull()
  })
})
