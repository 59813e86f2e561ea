import { describe, expect, it } from 'vitest'
import { germanArticle, panelArticle, pieceOf } from '../test/articles.ts'
import { judge } from '../test/judge.ts'
import { signatureOf } from '../shingles.ts'
import { checkDuplicate } from './duplicate.ts'
import { checkLanguage } from './language.ts'
import { checkMarkdown } from './markdown.ts'
import { checkPlaceholders } from './placeholders.ts'
import { checkReadingLevel, gradeOf, hasReadingFormula } from './reading-level.ts'
import { checkRepetition } from './repetition.ts'

describe('placeholders', () => {
  it.each([
    ['an article', panelArticle, []],
    ['dummy text', 'Well. Lorem ipsum dolor sit amet, elit. Done.', ['Lorem ipsum dolor sit amet, elit']],
    ['gaps', 'By [Your Company] in [city], [insert quote here].', ['[Your Company]', '[city]', '[insert quote here]']],
    [
      'gaps of several words',
      "[Client's first-name / e-mail] [phone #] [Name -- here]",
      ["[Client's first-name / e-mail]", '[phone #]', '[Name -- here]'],
    ],
    ['a line to write on', `[Name ${"-'".repeat(500)}`, []],
    ['variables', 'Dear {{ first_name }}, call ${phone}.', ['{{ first_name }}', '${phone}']],
    ['things to be done', 'Price: TBD. TODO: ask.', ['TBD', 'TODO']],
    ['a made-up number', 'Call (555) 012-3456 now.', ['(555) 012-3456']],
    ['a model speaking', 'As an AI language model, I help.', ['As an AI language model']],
    ['links and footnotes', 'See [your options](https://a.example) and [1].', []],
    ['words like them', 'A to-do list, the tbdata set and Lake Todos.', []],
  ])('%s', (_, content, quotes) => {
    expect(judge(checkPlaceholders(pieceOf(content)))).toMatchObject({ passed: quotes.length === 0 })
    expect(judge(checkPlaceholders(pieceOf(content)))?.quotes.toSorted()).toEqual(quotes.toSorted())
  })

  it('are found in title and meta description', () => {
    const { check } = checkPlaceholders(pieceOf('Text.', { title: 'Why [Your Company]?', meta: 'TODO' }))
    expect(check.spans.map(({ where }) => where).toSorted()).toEqual(['meta_description', 'title'])
  })
})

describe('Markdown', () => {
  it.each([
    ['an article', panelArticle, []],
    ['bold left open', 'This is **bold and never ends.', ['**']],
    ['bold left open at its end', 'This is bold** and never began.', ['**']],
    ['emphasis left open', 'This is *slanted and never ends.', ['*']],
    ['signs among spaces', 'Two * three is six, 5 ** 2 is 25, and f(x)* stands.', []],
    ['escaped signs', 'A \\*star\\* and \\**.', []],
    ['a link left open', 'See [the page](https://a.example\n\nNext.', ['[the page](https://a.example']],
    ['a link without an address', 'See [the page]().', ['[the page]()']],
    ['an address with a space', 'See [the page](https://a.example/a b).', ['[the page](https://a.example/a b)']],
    ['an address with a space and a title', 'See [the page](a b "T").', []],
    ['an address that never ends', `See [a](${' '.repeat(5000)}b`, []],
    ['a bar far to the right', `One\n${' '.repeat(100_000)}x|`, []],
    ['a fence left open', 'Run:\n\n```sh\nls', ['```sh\nls']],
    ['a fence that is closed', 'Run:\n\n```sh\nls **x\n```', []],
    ['code left open', 'Run `ls and look.', ['`']],
    ['HTML', 'One<br>two.', ['<br>']],
    ['an HTML block', '<div>x</div>', ['<div>x</div>']],
    ['less than', 'If a < b and c > d.', []],
    ['a table without its line', '| a | b |\n| 1 | 2 |', ['| a | b |\n| 1 | 2 |']],
    ['a row with a cell too few', '| a | b |\n| --- | --- |\n| 1 |', ['| 1 |']],
    ['snake_case and 2*3*4', 'The key is my_long_name; 2*3*4 is 24.', []],
    ['Windows line ends', 'One **two**.\r\n\r\n- three\r\n- four', []],
  ])('%s', (_, content, quotes) => {
    expect(judge(checkMarkdown(pieceOf(content)))).toEqual({ passed: quotes.length === 0, quotes })
  })
})

it('a paragraph of nothing but marks is measured in place, and found broken', () => {
  const piece = pieceOf(`Before **it**.\n\n${'*a_'.repeat(20_000)}\n\nAfter *it*.`)
  expect(piece.sentences.at(-1)).toMatchObject({ text: 'After it.', end: piece.content.length })
  expect(piece.text.startsWith('Before it.')).toBe(true)
  expect(checkMarkdown(piece).check.passed).toBe(false)
})

describe('repetition', () => {
  const sentence = 'Every panel has a label that says how much it may carry.'
  it.each([
    ['an article', panelArticle, 0],
    ['a sentence twice', `${sentence}\n\nBetween.\n\n${sentence}`, 1],
    ['in other case and marks', `${sentence}\n\n*${sentence.toUpperCase()}*`, 1],
    ['a short one twice', 'It depends. Yes. It depends.', 0],
    [
      'words in a row, four times',
      'We are the best of all the panel shops here. '.replace('here', '{}').repeat(1) +
        [1, 2, 3, 4].map((n) => `Number ${n} says ask us about your panel upgrade today or ${n}.`).join(' '),
      1,
    ],
  ])('%s', (_, content, faults) => {
    expect(checkRepetition(pieceOf(content), []).check.spans).toHaveLength(faults)
  })

  it('of what must stand word for word is none', () => {
    expect(checkRepetition(pieceOf(`${sentence}\n\n${sentence}`), [sentence]).check.passed).toBe(true)
  })
})

describe('reading level', () => {
  // Counted by hand: 10 words, 1 sentence, 13 syllables.
  it('is Flesch and Kincaid’s grade', () => {
    expect(gradeOf({ words: 10, sentences: 1, syllables: 13 })).toBeCloseTo(0.39 * 10 + 11.8 * 1.3 - 15.59, 10)
  })

  const hard = Array.from(
    { length: 8 },
    (_, index) =>
      `Notwithstanding considerable organizational heterogeneity, administrative infrastructures necessitate continuous methodological recalibration in configuration ${index}.`,
  ).join(' ')

  it.each([
    ['an article', panelArticle, { min_grade: 4, max_grade: 8 }, true],
    ['too hard', hard, { max_grade: 10 }, false],
    ['too easy', 'The cat sat. The dog ran. It was fun. '.repeat(12), { min_grade: 4 }, false],
    ['one bound is enough', panelArticle, { max_grade: 12 }, true],
  ])('%s', (_, content, range, passed) => {
    expect(checkReadingLevel(pieceOf(content), range)?.check.passed).toBe(passed)
  })

  it('marks the hardest sentences, and is not told of a few words', () => {
    expect(checkReadingLevel(pieceOf(hard), { max_grade: 10 })?.check.spans).toHaveLength(8)
    expect(checkReadingLevel(pieceOf('Just a few words here.'), { max_grade: 10 })).toBeNull()
  })

  it.each([
    ['en', true],
    ['en-GB', true],
    ['de-DE', false],
    ['enm', false],
  ])('has a formula for %s: %s', (tag, has) => {
    expect(hasReadingFormula(tag)).toBe(has)
  })
})

describe('language', () => {
  it.each([
    ['English', panelArticle, 'en-US', true],
    ['English where German is asked', panelArticle, 'de-DE', false],
    ['German', germanArticle, 'de', true],
    ['German where English is asked', germanArticle, 'en-US', false],
  ])('%s', (_, content, tag, passed) => {
    expect(checkLanguage(pieceOf(content), tag)?.check.passed).toBe(passed)
  })

  it('marks the paragraphs that are not in it, and only those', () => {
    const stray = germanArticle.split('\n\n')[2] ?? ''
    const { check } = checkLanguage(pieceOf(`${panelArticle}\n\n${stray}`), 'en-US') ?? {}
    expect(check).toMatchObject({ passed: false, actual: 'English, but not everywhere' })
    expect(check?.spans.map(({ quote }) => quote)).toEqual([stray.slice(0, 300)])
  })

  it('is not told of a few words', () => {
    expect(checkLanguage(pieceOf('Kurz und gut.'), 'en-US')).toBeNull()
  })
})

describe('a piece beside earlier ones', () => {
  const earlier = (content: string) => [
    {
      jobId: '0190a6d8-0000-7000-8000-000000000001',
      title: 'Panels',
      signature: signatureOf(pieceOf(content).text, 'en-US'),
    },
  ]
  it.each([
    ['the same text', panelArticle, false],
    ['the same text with the town changed', panelArticle.replaceAll('Zinzinnati', 'Dayton'), false],
    ['another text', germanArticle, true],
    [
      'half of it',
      `${panelArticle.slice(0, 700)}\n\n${'All of this is new and was never said before in any piece of ours. '.repeat(4)}`,
      true,
    ],
  ])('%s', (_, content, passed) => {
    expect(checkDuplicate(pieceOf(panelArticle), earlier(content)).check.passed).toBe(passed)
  })

  it('names the one that it is like', () => {
    const { check, mends } = checkDuplicate(pieceOf(panelArticle), earlier(panelArticle))
    expect(check.evidence[0]).toMatch(/^100% the same as "Panels" \(0190a6d8/)
    expect(mends).toEqual([])
  })
})
