import { describe, expect, it } from 'vitest'
import { codeLines, liquidTokens, offsetOf } from './code-text.ts'

const shown = (text: string, marks: Parameters<typeof codeLines>[1] = []) =>
  codeLines(text, marks).map((line) => line.map(({ kind, text, mark }) => [kind, text, ...(mark ? [mark] : [])]))

describe('a text with Liquid', () => {
  it.each([
    ['plain', [['text', 'plain']]],
    [
      'Hi {{ name }}!',
      [
        ['text', 'Hi '],
        ['value', '{{ name }}'],
        ['text', '!'],
      ],
    ],
    [
      '{%- if a -%}b{% endif %}',
      [
        ['tag', '{%- if a -%}'],
        ['text', 'b'],
        ['tag', '{% endif %}'],
      ],
    ],
    [
      '{% comment %}{{ a }}{% endcomment %}c',
      [
        ['comment', '{% comment %}{{ a }}{% endcomment %}'],
        ['text', 'c'],
      ],
    ],
    ['{% # note %}', [['comment', '{% # note %}']]],
    ['{{ open', [['text', '{{ open']]],
  ])('%s is cut at it', (text, expected) =>
    expect(liquidTokens(text).map(({ kind, text }) => [kind, text])).toEqual(expected),
  )

  it('loses nothing', () => {
    const text = 'a\n\n{% for x in y %}\n  {{ x }}\n{% endfor %}\n{% broken\n}}'
    expect(
      codeLines(text, [])
        .map((line) => line.map((piece) => piece.text).join(''))
        .join('\n'),
    ).toBe(text)
  })

  it('keeps the look of what goes over several lines', () => {
    expect(shown('{{ a\n| b }}')).toEqual([[['value', '{{ a']], [['value', '| b }}']]])
  })
})

describe('a mark', () => {
  it('stands under the tag or the word that begins there', () => {
    expect(shown('x\nsay {{ topik }} now', [{ severity: 'error', line: 2, column: 5, message: '' }])[1]).toEqual([
      ['text', 'say '],
      ['value', '{{ topik }}', 'error'],
      ['text', ' now'],
    ])
    expect(shown('say guarantee now', [{ severity: 'warning', line: 1, column: 5, message: '' }])[0]).toEqual([
      ['text', 'say '],
      ['text', 'guarantee', 'warning'],
      ['text', ' now'],
    ])
  })

  it('stays an error where a warning stands too, and passes over lines that are not there', () => {
    const marks = [
      { severity: 'error' as const, line: 1, column: 1, message: '' },
      { severity: 'warning' as const, line: 1, column: 1, message: '' },
      { severity: 'error' as const, line: 9, column: 1, message: '' },
    ]
    expect(shown('{{ a }}', marks)).toEqual([[['value', '{{ a }}', 'error']]])
  })

  it('beyond the end of its line stands under the last sign', () => {
    expect(shown('ab', [{ severity: 'error', line: 1, column: 40, message: '' }])[0]).toEqual([
      ['text', 'a'],
      ['text', 'b', 'error'],
    ])
  })
})

describe('a place', () => {
  it.each([
    [1, 1, 0],
    [1, 3, 2],
    [2, 1, 3],
    [2, 99, 5],
    [3, 1, 6],
    [9, 1, 9],
  ])('line %i, column %i is at %i', (line, column, offset) =>
    expect(offsetOf('ab\ncd\nefg', line, column)).toBe(offset),
  )
})
