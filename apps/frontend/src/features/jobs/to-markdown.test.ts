import { expect, it } from 'vitest'
import { toMarkdown } from './to-markdown.ts'

it.each([
  ['A title', 'Text.\n', '# A title\n\nText.\n'],
  [null, 'Text.', 'Text.\n'],
  ['A title', '# Its own\n\nText.', '# Its own\n\nText.\n'],
])('title %j and text %j copy as %j', (title, content, text) => expect(toMarkdown({ title, content })).toBe(text))
