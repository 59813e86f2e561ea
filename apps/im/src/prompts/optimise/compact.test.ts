import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { value } from '../../test/hostile-requests.ts'
import type { Span } from '../engine.ts'
import { foldWhiteSpace } from './fold-white-space.ts'
import { joinLines, toLines } from './lines.ts'
import { mergeDuplicates } from './merge-duplicates.ts'

/** A rendering whose values stand between « and »: its text and where they are. */
function marked(written: string): { text: string; values: Span[] } {
  const values: Span[] = []
  let text = ''
  for (const part of written.split(/(«[^»]*»)/)) {
    const plain = part.replace(/[«»]/g, '')
    if (part.startsWith('«') && plain !== '') values.push([text.length, text.length + plain.length])
    text += plain
  }
  return { text, values }
}

const linesOf = (written: string) => {
  const { text, values } = marked(written)
  return toLines(text, values)
}
const fold = (written: string) => joinLines(foldWhiteSpace(linesOf(written)))
const merge = (...parts: string[]) => mergeDuplicates(parts.map(linesOf)).parts.map(joinLines)

describe('a rendered part, line by line', () => {
  it('is the same text again, whatever stands where', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean())), (pieces) => {
        let text = ''
        const spans: Span[] = []
        for (const [piece, isValue] of pieces) {
          if (isValue) spans.push([text.length, text.length + piece.length])
          text += piece
        }
        expect(joinLines(toLines(text, spans))).toBe(text)
      }),
    )
  })
})

describe('folding white space', () => {
  it.each([
    ['runs of blank lines', 'a\n\n\n \t\nb', 'a\n\nb'],
    ['spaces at the end of a line', 'a  \n\nb \nc\t', 'a\n\nb\nc'],
    ['runs of spaces in a line', '- Be   specific:  «x»  and   kind', '- Be specific: «x» and kind'],
  ])('folds %s', (_what, written, expected) => {
    expect(fold(written)).toBe(marked(expected).text)
  })

  it.each([
    ['a hard line break', 'a  \nb'],
    ['the indentation of a nested list', '- a\n    - b\n      c'],
    ['indented code with its blank lines', 'a\n\n    x =  1\n\n\n    y  =  2\n\nb'],
    ['fenced code', '```\na   b\n\n\nc  \n```\nd'],
    ['code within a line', 'Write `a  b`  here'],
    ['quoted data', '<<<BRIEF\n«> a   b\n>\n>\n> c  »\n\n\nBRIEF>>>\nb'],
    ['a value', '«a   b\n\n\nc  »'],
    ['a value at the end of a line', 'Topic: «a  »'],
  ])('keeps %s', (_what, written) => {
    expect(fold(written)).toBe(marked(written).text)
  })

  it('is not stopped by a value that looks like the beginning of code or of data', () => {
    for (const start of ['```', '~~~', '<<<BRIEF', '    '])
      expect(fold(`«${start}»\na  b\n\n\nc`)).toBe(`${start}\na b\n\nc`)
  })
})

describe('merging duplicates', () => {
  it('keeps the first of instructions that are the same, over both parts', () => {
    expect(
      merge(
        'You are a writer.\n- Never invent prices.\n- Be brief.',
        'Write about «x».\n\nRemember\n- Never invent prices.\n- Name the place.\n\nYou are a writer.',
      ),
    ).toEqual([
      'You are a writer.\n- Never invent prices.\n- Be brief.',
      'Write about x.\n\nRemember\n- Name the place.\n',
    ])
  })

  it('leaves out a label whose whole list is said already', () => {
    expect(merge('Rules:\n- Be brief.\n- Be kind.\n\nRules:\n- Be brief.\n- Be kind.\n\nGo on.')).toEqual([
      'Rules:\n- Be brief.\n- Be kind.\n\n\nGo on.',
    ])
  })

  it.each([
    ['lists that say the opposite', 'Do:\n- Use capital letters.\nNever:\n- Use capital letters.'],
    ['lists that say when', 'Rules:\n- Use a list.\nIf it is long:\n- Use a list.\nWhen it is short:\n- Use a list.'],
    ['items of different lists that are no sentences', 'Goals:\n- water quality\nMaterials:\n- water quality'],
    ['numbered steps', '1. Stir it well.\n2. Wait.\n3. Stir it well.\n1. Stir it well.'],
    ['an item with others below', '- Say it.\n  - in words\n- Say it.\n  - in pictures'],
    ['headings and labels', '## Rules\n- One thing.\n## Rules\n- Another thing.'],
    ['values', '- «Be kind to all.»\n- «Be kind to all.»'],
    ['what a value says again', '- Be kind to all.\n- «Be kind to all.»'],
    ['quoted data', '<<<BRIEF\n- Be kind to all.\nBRIEF>>>\n- Be kind to all.'],
    ['fenced code', '```\nreturn it now.\n```\n```\nreturn it now.\n```'],
    [
      'what stands below a label that a value makes',
      '## For «readers»\n- Be kind to all.\n## For «writers»\n- Be kind to all.',
    ],
    ['short lines', 'Go on.\nGo on.'],
    ['rows of tables', '| a b c. |\n| a b c. |'],
  ])('keeps %s', (_what, written) => {
    expect(merge(written)).toEqual([marked(written).text])
  })

  it.each([
    ['an item', 'Goals:\n- water quality\n- water quality\n', 'Goals:\n- water quality\n'],
    ['fenced code', 'Be kind to all.\n```\nx y\n```\nBe kind to all.\n\nb', 'Be kind to all.\n```\nx y\n```\n\nb'],
    [
      'quoted data',
      'Be kind to all.\n<<<BRIEF\n«> x»\nBRIEF>>>\nBe kind to all.\n\nb',
      'Be kind to all.\n<<<BRIEF\n> x\nBRIEF>>>\n\nb',
    ],
    [
      'a list of which something stays',
      '- Be kind to all.\n\nGoals:\n- Be kind to all.\n- water quality',
      '- Be kind to all.\n\nGoals:\n- water quality',
    ],
  ])('leaves %s whole around what it leaves out', (_what, written, expected) => {
    expect(merge(written)).toEqual([expected])
  })

  it('leaves out the same lines whatever the values say', () => {
    const template = (one: string) =>
      `You are a writer.\n«${one}»\nTopic: «${one}»\n- «${one}»\n\nRules\n- Be kind to all.\n## «${one}»\n- Be kind to all.\nNever:\n- Be kind to all.\n\n«${one}»\n\nYou are a writer.`
    const merged = mergeDuplicates([linesOf(template('x'))]).merged
    fc.assert(
      fc.property(fc.oneof(value, fc.constantFrom('You are a writer.', '- Be kind to all.', 'Never:')), (text) => {
        const one = text.replace(/[«»]/g, '')
        expect(mergeDuplicates([linesOf(template(one))]).merged).toEqual(merged)
      }),
    )
  })
})

it('items below a very long introduction are merged without keeping it for each of them', () => {
  // A process would run out of memory by that.
  const written = `${'abc '.repeat(12_000)}:\n${'- a goal\n'.repeat(100_000)}`
  expect(merge(written)).toEqual([`${'abc '.repeat(12_000)}:\n- a goal\n`])
})
