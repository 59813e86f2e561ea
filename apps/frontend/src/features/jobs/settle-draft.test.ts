import { expect, it } from 'vitest'
import { settleDraft } from './settle-draft.ts'

it.each([
  ['Whole words.', 'Whole words.'],
  ['A [link](https://a.example) done', 'A [link](https://a.example) done'],
  ['A [half link](https://a', 'A half link'],
  ['A [half li', 'A half li'],
  ['A [half link]', 'A half link'],
  ['Some **bold', 'Some **bold**'],
  ['Some **bold*', 'Some **bold**'],
  ['Some **bold** and', 'Some **bold** and'],
  ['Ends in *', 'Ends in '],
  ['Text\n\n##', 'Text\n\n'],
  ['Text\n\n## Head', 'Text\n\n## Head'],
  ['Text\n\n- ', 'Text\n\n'],
  ['Text\n\n| a |', 'Text\n\n'],
  ['# Title', ''],
  ['# Title\n\nText', 'Text'],
  ['Text\n\n# Later', 'Text\n\n# Later'],
  ['', ''],
])('%j is shown as %j', (text, shown) => expect(settleDraft(text)).toBe(shown))
