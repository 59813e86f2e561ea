import { describe, expect, it } from 'vitest'
import { markdownTrouble } from './markdown-trouble.ts'

describe('a text', () => {
  it.each([
    ['empty', ''],
    [
      'an article of lists, quotes, tables and links',
      '## One\n\n> - a **b** [c](d)\n\n| a | b |\n| - | - |\n'.repeat(200),
    ],
    ['a long list', '- one\n'.repeat(5000)],
    ['a list ten deep', Array.from({ length: 10 }, (_, depth) => `${'  '.repeat(depth)}- level`).join('\n')],
    ['a table of 2,000 rows', `| a | b |\n| - | - |\n${'| c | d |\n'.repeat(2000)}`],
    ['500 links in one paragraph', '[a](b) '.repeat(500)],
    ['a rule, and words with hyphens', '- - -\n\n-a -b -c'],
    ['the longest piece of plain words', 'word '.repeat(40_000)],
  ])('can be laid out: %s', (_, markdown) => expect(markdownTrouble(markdown)).toBeNull())

  it.each([
    ['quotes in quotes', '> '.repeat(4000), 'quotes or lists more than 20 deep'],
    ['quotes without spaces', '>'.repeat(21), 'quotes or lists more than 20 deep'],
    ['lists in lists', `${'- '.repeat(4000)}x`, 'quotes or lists more than 20 deep'],
    ['numbered lists in lists', `${'1. '.repeat(50)}x`, 'quotes or lists more than 20 deep'],
    ['both in turns', `${'> - 1) '.repeat(9)}x`, 'quotes or lists more than 20 deep'],
    [
      'lists that go in line by line',
      Array.from({ length: 100 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'quotes or lists more than 20 deep',
    ],
    ['footnotes', '[^a]'.repeat(4000), 'more than 2000 brackets in one paragraph'],
    ['brackets that close', ']'.repeat(2001), 'more than 2000 brackets in one paragraph'],
    ['brackets everywhere', `${'['.repeat(1000)}\n\n`.repeat(30), 'more than 20000 brackets'],
    ['marks in one paragraph', '*a _b '.repeat(1500), 'more than 2000 marks of emphasis or code in one paragraph'],
    ['marks everywhere', `${'`a '.repeat(1000)}\n\n`.repeat(30), 'more than 20000 marks of emphasis or code'],
    ['cells', '|a'.repeat(10_001), 'more than 10000 table cells'],
    ['lines', '\n'.repeat(10_001), 'more than 10000 lines'],
  ])('cannot: %s', (_, markdown, trouble) => expect(markdownTrouble(markdown)).toBe(trouble))
})
