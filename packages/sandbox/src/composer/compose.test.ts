import { contentType, wordCountFor } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { promptFor, takeApart } from '../test/prompts.ts'
import { compose } from './compose.ts'
import { countPhrase, countWords, holdsPhrase, plainText } from './language/words.ts'
import { violations } from './violation.ts'

const house = [
  '- First line: the title, as `# Title`, at most 65 characters.',
  '- Then the body in Markdown, in at least 3 sections, each under a `##` heading. Nothing deeper than level 3.',
  '- Last line: `Meta description: ...`, one sentence of 80 to 155 characters.',
].join('\n')

const write = (fields: Parameters<typeof promptFor>[0] = {}, broken: (typeof violations)[number][] = []) =>
  compose({ system: house, user: promptFor(fields) }, new Set(broken))

const words = (piece: string) => countWords(plainText(takeApart(piece).body))

const topics = [
  'How to choose a commercial electrician in Cincinnati',
  'Should you sealcoat your driveway every year?',
  '7 signs your electrical panel needs an upgrade',
  'Measuring Acceleration With A Smart Cart',
  'Asphalt vs concrete for parking lots',
  'We are opening a new office in Blue Ash in June',
  'Photosynthesis',
  'SEO',
  'Onboarding new colleagues who work remotely, before and after their first day at the company',
]

describe.each(contentType.options)('a %s', (type) => {
  it.each(topics)('about "%s" keeps the agreed form', (Topic) => {
    const piece = write({ 'Content type': type, Topic })
    const { title, body, metaDescription, headings } = takeApart(piece)
    expect(piece).toMatch(/^# \S/)
    expect(title.length).toBeLessThanOrEqual(65)
    expect(title.toLowerCase()).toContain(Topic.toLowerCase().split(/\W+/).slice(0, 3).join(' '))
    expect(metaDescription.length).toBeGreaterThanOrEqual(80)
    expect(metaDescription.length).toBeLessThanOrEqual(155)
    expect(headings).toEqual(['What winter does to asphalt', 'What to look for', 'What to do and when'])
    expect(body).not.toMatch(/^# /m)
    expect(words(piece)).toBeGreaterThanOrEqual(600)
    expect(words(piece)).toBeLessThanOrEqual(900)
    const text = `${title}\n${plainText(body)}`
    for (const keyword of ['crack filling', 'parking lot maintenance']) {
      expect(countPhrase(text, keyword)).toBeGreaterThanOrEqual(2)
    }
    for (const phrase of ['freeze-thaw', 'Ask for a site visit before the season fills up.'])
      expect(text).toContain(phrase)
    expect(countPhrase(text, 'Cost and schedule depend on the site and the weather.')).toBe(1)
    for (const phrase of ['game-changer', 'in conclusion']) expect(holdsPhrase(piece, phrase)).toBe(false)
    expect(piece).not.toMatch(/\{\w+\}|\bundefined\b|\bNaN\b|\[\[|lorem|\btbd\b|\[insert/i)
  })
})

describe('an article', () => {
  it('is the same for the same prompt and another for each topic', () => {
    expect(write()).toBe(write())
    const openings = topics.map((Topic) => takeApart(write({ Topic })).body)
    expect(new Set(openings).size).toBe(topics.length)
  })

  it.each([
    [100, 130],
    [300, 310],
    [1500, 1600],
    [2500, 2600],
    [700, 700],
  ])('of %i to %i words has them', (min, max) => {
    const piece = write({ 'Word count': `${min}-${max}` })
    expect(words(piece)).toBeGreaterThanOrEqual(min)
    expect(words(piece)).toBeLessThanOrEqual(max)
  })

  it('says no sentence twice', () => {
    const sentences = takeApart(write({ 'Word count': '1400-1500' })).body.split(/(?<=[.!?])\s+/)
    const long = sentences.filter((sentence) => sentence.split(' ').length > 5)
    expect(new Set(long).size).toBe(long.length)
  })

  it('plans its own sections and takes a keyword into a heading when none are given', () => {
    const { headings, title } = takeApart(write({ Sections: undefined }))
    expect(headings.length).toBeGreaterThanOrEqual(3)
    expect([title, ...headings].some((heading) => /crack filling|parking lot maintenance/i.test(heading))).toBe(true)
  })

  it('finds room for many keywords', () => {
    const keywords = Array.from({ length: 30 }, (_, index) => `service number ${index + 1}`)
    const piece = write({ Keywords: keywords.join(', ') })
    for (const keyword of keywords) expect(countPhrase(plainText(piece), keyword)).toBeGreaterThanOrEqual(2)
    expect(words(piece)).toBeLessThanOrEqual(900)
  })

  it('uses the brand’s wordings, links and values', () => {
    const system = [
      house,
      'What the brand stands for:',
      '- Crews based in central Ohio',
      '- Lots are paved in sections',
      'Wording:',
      '- write "fissure", not "crack"',
    ].join('\n')
    const user = `${promptFor({ Keywords: 'sealcoat' })}\nLink: [site visit](https://example.com/crack/visit)`
    const piece = compose({ system, user })
    expect(holdsPhrase(piece.replace(/\(http[^)]*\)/g, ''), 'crack')).toBe(false)
    expect(piece).toContain('[site visit](https://example.com/crack/visit)')
    expect(piece).toContain('- Crews based in central Ohio')
  })

  it('prints what the requester states and asks to mention, and not what is an order to the writer', () => {
    const brief =
      '> The Dayton yard opens in May. Stop by.\n> Mention the new hours on Saturday. Please write in a cheerful tone.'
    const piece = write({ brief })
    expect(piece).toContain('The Dayton yard opens in May.')
    expect(piece).toContain('the new hours on Saturday')
    expect(piece).not.toContain('cheerful')
  })

  it('reads its fields outside the requester’s free text only', () => {
    const piece = write({ brief: 'Topic: Cheap watches\nWord count: 20-30\nSections: One | Two' })
    expect(takeApart(piece).title).toContain('parking lot')
    expect(takeApart(piece).headings).toHaveLength(3)
  })

  it('is written from a plain sentence too', () => {
    const piece = compose({ system: '', user: 'Write a blog post about solar panels for small farms.' })
    expect(takeApart(piece).title).toMatch(/solar panels for small farms/i)
    expect(words(piece)).toBeGreaterThan(500)
  })
})

describe('a rule that is to be broken', () => {
  /** What of the rules a piece keeps. */
  const kept = (piece: string) => ({
    length: words(piece) >= 600 && words(piece) <= 900,
    keyword: holdsPhrase(piece, 'crack filling'),
    noBannedPhrase: !holdsPhrase(piece, 'game-changer'),
    headings: takeApart(piece).headings.length === 3,
    noPlaceholders: !/\[insert|\[phone|lorem ipsum/i.test(piece),
  })
  const all = { length: true, keyword: true, noBannedPhrase: true, headings: true, noPlaceholders: true }

  it('is kept when nobody asks', () => {
    expect(kept(write())).toEqual(all)
  })

  it('too_short is far below the range', () => {
    expect(words(write({}, ['too_short']))).toBeLessThan(600 * 0.7)
  })

  it('too_long is far above it', () => {
    expect(words(write({}, ['too_long']))).toBeGreaterThan(900 * 1.2)
  })

  it('missing_keyword leaves out the first keyword, even one in topic and sections', () => {
    const fields = { Topic: 'Crack filling before winter', Sections: 'Why crack filling | Crack fillings in practice' }
    expect(kept(write({}, ['missing_keyword']))).toEqual({ ...all, keyword: false })
    expect(countPhrase(write(fields, ['missing_keyword']), 'crack filling')).toBe(0)
    expect(countPhrase(write({}, ['missing_keyword']), 'parking lot maintenance')).toBeGreaterThanOrEqual(2)
  })

  it('banned_phrase uses the first forbidden phrase', () => {
    expect(kept(write({}, ['banned_phrase']))).toEqual({ ...all, noBannedPhrase: false })
  })

  it('no_headings has none', () => {
    expect(kept(write({}, ['no_headings']))).toEqual({ ...all, headings: false })
    expect(write({}, ['no_headings'])).not.toMatch(/^##/m)
  })

  it('placeholder leaves some in the text', () => {
    expect(kept(write({}, ['placeholder']))).toEqual({ ...all, noPlaceholders: false })
  })

  it.each(violations)('%s breaks that rule only, in any type', (violation) => {
    for (const type of contentType.options) {
      const piece = write({ 'Content type': type }, [violation])
      const expected = violation === 'no_headings' ? [] : takeApart(write({ 'Content type': type })).headings
      expect(piece).toMatch(/^# \S/)
      if (violation === 'missing_section') expected[0] = 'Another matter altogether'
      if (violation !== 'too_short' && violation !== 'missing_keyword')
        expect(takeApart(piece).headings).toEqual(expected)
    }
  })
})

describe('a marker', () => {
  it.each([
    ['in the topic', { Topic: 'Parking lots [[sandbox:too_short]] in winter' }],
    ['in a keyword', { Keywords: 'crack filling [[sandbox:fault=503 times=2]], lots' }],
    ['in a section', { Sections: 'First [[sandbox:pause]] | Second' }],
    ['put together from two', { Topic: 'Lots [[sand[[sandbox:pause]]box:too_long]] in winter' }],
    ['cut short', { Topic: 'Lots in winter [[sandbox:fault=503 times=2' }],
    ['as the whole topic', { Topic: '[[sandbox:slow=200]]' }],
  ])('%s never reaches the article', (_, fields) => {
    const piece = write(fields)
    expect(piece).not.toMatch(/sandbox|\[\[|\]\]/)
    expect(takeApart(piece).title).toMatch(/\p{L}{2}/u)
  })

  it('changes nothing about the article that it does not ask for', () => {
    expect(write({ brief: 'Short. [[sandbox:pause times=1]]' })).toBe(write({ brief: 'Short. ' }))
  })
})

describe('a short form', () => {
  const types = contentType.options.filter((type) => wordCountFor(type).max < 300)

  it.each(types)('%s keeps to its usual length with everything that is demanded', (type) => {
    for (const Topic of topics) {
      const piece = write({ 'Content type': type, Topic, Sections: undefined, 'Word count': undefined })
      expect(words(piece)).toBeGreaterThanOrEqual(wordCountFor(type).min)
      expect(words(piece)).toBeLessThanOrEqual(wordCountFor(type).max)
      for (const phrase of ['crack filling', 'parking lot maintenance', 'freeze-thaw']) {
        expect(holdsPhrase(plainText(piece), phrase)).toBe(true)
      }
      expect(piece).toContain('Cost and schedule depend on the site and the weather.')
    }
  })
})
