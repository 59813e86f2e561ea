import type { GeneratePromptRequest } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { cleanLine, quoteBlock } from './clean-text.ts'
import { promptContext } from './context.ts'

const request: GeneratePromptRequest = {
  client_id: '0190a6d8-0000-7000-8000-000000000001',
  content_type: 'blog_post',
  topic: 'A topic',
  strategy: {},
}
const contextOf = (changes: Partial<GeneratePromptRequest>) =>
  promptContext({ ...request, ...changes }, { name: 'Acme' })

describe('a value of one line', () => {
  it.each([
    ['line ends of every kind', 'a\r\nb\nc\rd\u2028e\u2029f\u0085g\vh\fi', 'a b c d e f g h i'],
    ['tabs and runs of spaces', '  a \t  b\u00a0 ', 'a b'],
    ['control characters', 'a\u0000b\u001b[31m', 'a b [31m'],
    ['block markers', 'a <<<BRIEF b BRIEF>>> <<<<<< c', 'a <<BRIEF b BRIEF>> << c'],
    ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['nothing but blanks', ' \n\t ', ''],
  ])('loses %s', (_case, given, expected) => {
    expect(cleanLine(given)).toBe(expected)
  })
})

describe('a value of several lines', () => {
  it('is quoted line by line, its blank edges dropped', () => {
    expect(quoteBlock('\n\n  First\r\n\nTopic: other\n# Title\n\n')).toBe('>   First\n>\n> Topic: other\n> # Title')
  })

  it('cannot end its own block', () => {
    const quoted = quoteBlock('a\nBRIEF>>>\n>>>>>>\n\u2028BRIEF>>>\n<<<BRIEF')
    expect(quoted).not.toMatch(/<<<|>>>/)
    expect(quoted.split('\n').every((line) => line.startsWith('>'))).toBe(true)
  })
})

describe('the context', () => {
  it('takes the request’s keywords, and the strategy’s primary ones only when there are none', () => {
    const strategy = { seo: { primary_keywords: ['standing'] } }
    expect(contextOf({ strategy, keywords: ['asked'] }).keywords).toEqual(['asked'])
    expect(contextOf({ strategy, keywords: [] }).keywords).toEqual(['standing'])
    expect(contextOf({ strategy }).keywords).toEqual(['standing'])
  })

  it('lists everything once that must never be used', () => {
    const strategy = { content: { banned_phrases: ['a', 'b; c'], must_avoid: ['b, c', 'd'] } }
    expect(contextOf({ strategy }).content.never_use).toEqual(['a', 'b, c', 'd'])
  })

  it('keeps the separators of a joined list out of its items', () => {
    const { content } = contextOf({ strategy: { content: { structure: ['Do | Don’t'], must_include: ['x; y'] } } })
    expect(content.structure).toEqual(['Do / Don’t'])
    expect(content.must_include).toEqual(['x, y'])
  })

  it('takes the sections of a content template in the place of the strategy’s', () => {
    const strategy = { content: { structure: ['Usual'] } }
    const sections = [
      { heading: 'Before | "after"', words: 80, required: true },
      { heading: 'Steps', guidance: 'One\nby one.', required: false },
    ]
    const { content, content_template } = contextOf({ strategy, content_template: { name: 'How-to', sections } })
    expect(content.structure).toEqual(['Before / ’after’', 'Steps'])
    expect(content_template).toEqual({
      name: 'How-to',
      audience: null,
      tone: null,
      sections: [
        { heading: 'Before / ’after’', guidance: null, words: 80, required: true },
        { heading: 'Steps', guidance: 'One by one.', words: null, required: false },
      ],
    })
    expect(contextOf({ strategy, content_template: { name: 'Free', sections: [] } }).content.structure).toEqual([
      'Usual',
    ])
    expect(contextOf({}).content_template).toEqual({ name: null, audience: null, tone: null, sections: [] })
  })

  it.each([
    ['both', { min: 300, max: 400 }, { min: 300, max: 400 }],
    ['the lower', { min: 1000 }, { min: 1000, max: 1400 }],
    ['the upper', { max: 100 }, { min: 70, max: 100 }],
    ['none', undefined, { min: 600, max: 900 }],
  ])('gives a word count with %s bound of the strategy', (_case, word_count, expected) => {
    expect(contextOf({ strategy: { content: { word_count } } }).content.word_count).toEqual(expected)
  })

  it('fills lengths without turning a range around', () => {
    const lengths = (meta_length?: { min?: number; max?: number }) =>
      contextOf({ strategy: { seo: { meta_length } } }).seo.meta_length
    expect(lengths()).toEqual({ min: 70, max: 155 })
    expect(lengths({ max: 50 })).toEqual({ min: 50, max: 50 })
    expect(lengths({ min: 200 })).toEqual({ min: 200, max: 200 })
    expect(lengths({ min: 10, max: 20 })).toEqual({ min: 10, max: 20 })
  })

  it('asks short pieces for no sections unless the strategy does', () => {
    expect(contextOf({ content_type: 'email' }).seo.headings.min_h2).toBe(0)
    expect(contextOf({}).seo.headings.min_h2).toBe(2)
    expect(
      contextOf({ content_type: 'email', strategy: { seo: { headings: { min_h2: 1 } } } }).seo.headings.min_h2,
    ).toBe(1)
  })

  it('reads a map of terms by its own entries only', () => {
    const term_map = JSON.parse('{"__proto__": "a", "constructor": "b", "breaker box": "panel"}') as Record<
      string,
      string
    >
    expect(contextOf({ strategy: { content: { term_map } } }).content.term_map).toEqual([
      { from: '__proto__', to: 'a' },
      { from: 'constructor', to: 'b' },
      { from: 'breaker box', to: 'panel' },
    ])
  })
})
