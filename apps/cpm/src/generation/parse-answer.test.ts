import { describe, expect, it } from 'vitest'
import { parseAnswer } from './parse-answer.ts'

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
    ['with a closed title', '# T ##\n\nBody', { title: 'T', content: 'Body', metaDescription: null }],
    ['with signs in its title', '# Why  C#\n\nBody', { title: 'Why C#', content: 'Body', metaDescription: null }],
    [
      'of nothing but space',
      `# a${' '.repeat(200_000)}b\u2028\n\nBody\n\nMeta description:${' '.repeat(200_000)}x\u2028y`,
      { title: 'a b', content: 'Body', metaDescription: 'x\u2028y' },
    ],
    ['with Windows line ends', '# T\r\n\r\nBody', { title: 'T', content: 'Body', metaDescription: null }],
  ])('%s is taken apart', (_, text, expected) => {
    expect(parseAnswer(text)).toEqual(expected)
  })
})
