import { describe, expect, it } from 'vitest'
import { parseBrief } from './parse-brief.ts'

const parse = (user: string, system = '') => parseBrief({ system, user })

describe('a brief', () => {
  it.each([
    ['Word count: 600-900', { min: 600, max: 900 }],
    ['Word count: 1,200 to 1,500 words', { min: 1200, max: 1500 }],
    ['**Word count:** between 600 and 900', { min: 600, max: 900 }],
    ['- Word count: about 800', { min: 720, max: 880 }],
    ['Word count: at least 500', { min: 500, max: 700 }],
    ['Minimum words: 400\nMaximum words: 500', { min: 400, max: 500 }],
  ])('%s', (line, wordCount) => {
    expect(parse(`Topic: A\n${line}`).wordCount).toEqual(wordCount)
  })

  it.each([
    ['Keywords: a, b, c', ['a', 'b', 'c']],
    ['KEYWORDS: a; b, with comma', ['a', 'b, with comma']],
    ['Target keywords:\n- a\n- b', ['a', 'b']],
    ['Keywords: "a", a, b', ['a', 'b']],
    ['Keywords: none', []],
  ])('%s', (line, keywords) => {
    expect(parse(`Topic: A\n${line}`).keywords).toEqual(keywords)
  })

  it.each([
    ['Sections: One, first | Two', ['One, first', 'Two']],
    ['Structure:\n1. One\n2. Two', ['One', 'Two']],
    ['Sections: Intro, Middle, End', ['Intro', 'Middle', 'End']],
    ['Structure:\n- One\n\n- Two', ['One']],
  ])('%s', (line, sections) => {
    expect(parse(`Topic: A\n${line}`).sections).toEqual(sections)
  })

  it.each([
    ['Content type: lesson_plan', 'lesson_plan'],
    ['Content type: Landing page', 'landing_page'],
    ['Write an email about spring.', 'email'],
    ['Write about spring.', 'blog_post'],
  ])('%s', (text, contentType) => {
    expect(parse(text).contentType).toBe(contentType)
  })

  it('has every disclaimer, the brand, and what the system prompt says about form and voice', () => {
    const system = [
      'The brand: Ohio Paving Co.',
      'Tone: Warm and brief.',
      'Point of view: first person plural (we)',
      '- First line: the title, as `# Title`, at most 60 characters.',
      '- Last line: `Meta description: ...`, one sentence of 90 to 150 characters.',
    ].join('\n')
    expect(parse('Topic: A\nDisclaimer: One.\nDisclaimer: Two; still two.\nMust include: a; b', system)).toMatchObject({
      brand: 'Ohio Paving Co.',
      tone: 'warm',
      pointOfView: 'we',
      titleLength: { max: 60 },
      metaLength: { min: 90, max: 150 },
      disclaimers: ['One.', 'Two; still two.'],
      mustInclude: ['a', 'b'],
    })
  })
  describe('of a piece that is to be written anew', () => {
    const anew = (wishes: string, earlier = 'Old text.') =>
      parse(
        `Topic: A\nKeywords: k\nWord count: 600-900\n<<<BRIEF\n> We open at eight in the morning.\nBRIEF>>>\n` +
          `<<<EARLIER\n${earlier.replace(/^/gm, '> ')}\nEARLIER>>>\n<<<WISHES\n${wishes.replace(/^/gm, '> ')}\nWISHES>>>`,
      )

    it('has what is to be mentioned besides what the free text says', () => {
      const { notes } = anew('Please mention that parking is free.')
      expect(notes.sentences).toEqual(['Parking is free.', 'We open at eight in the morning.'])
    })

    it.each([
      ['Make it shorter.', { min: 600, max: 700 }],
      ['Go into more detail.', { min: 800, max: 900 }],
      ['Another opening.', { min: 600, max: 900 }],
    ])('is as long as is wished: %s', (wishes, wordCount) => {
      expect(anew(wishes).wordCount).toEqual(wordCount)
    })

    it('reads no field in the earlier text or in the wishes', () => {
      const brief = anew('Topic: B\nKeywords: x', '# T\nTopic: C\nKeywords: y\nWord count: 1-2')
      expect(brief).toMatchObject({ topic: 'A', keywords: ['k'], wordCount: { min: 600, max: 900 } })
    })
  })
})
