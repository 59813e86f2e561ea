import { describe, expect, test } from 'vitest'
import { takesPieceSchema } from './piece-schema.ts'
import { createPieceReader } from './read-piece.ts'

const piece = {
  title: 'Dry “lots” last 🙂',
  body: 'First \\ line.\n\n## Why "now"\n\n- one\t1\n- two é 👩‍👩‍👧',
  meta_description: 'How to keep\na lot dry.',
}
const markdown = `# ${piece.title}\n\n${piece.body}\n\nMeta description: How to keep a lot dry.`

/** As some providers write it: every character beyond ASCII escaped. */
const escaped = (value: unknown) =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

function read(...deltas: string[]): { told: string; text: string; pieces: string[] } {
  const reader = createPieceReader()
  const pieces = deltas.map((delta) => reader.push(delta))
  return { told: pieces.join(''), text: reader.text(), pieces }
}

describe('a piece that was asked for by schema', () => {
  test.each([
    ['plain', JSON.stringify(piece)],
    ['indented', `\n ${JSON.stringify(piece, null, 2)}\n`],
    ['escaped', escaped(piece)],
  ])('is told and read as Markdown, wherever its JSON is cut (%s)', (_, json) => {
    expect(read(json)).toMatchObject({ told: markdown, text: markdown })
    expect(read(...json.split(''))).toMatchObject({ told: markdown, text: markdown })
    for (let at = 1; at < json.length; at++) {
      const { told, text, pieces } = read(json.slice(0, at), json.slice(at))
      expect(told).toBe(markdown)
      expect(text).toBe(markdown)
      // No half of a character goes out alone.
      for (const told of pieces) expect(told.isWellFormed()).toBe(true)
    }
  })

  test('that breaks off is read as far as it came, and never as JSON', () => {
    const json = JSON.stringify(piece)
    for (let at = 1; at < json.length; at++) {
      const { told, text } = read(json.slice(0, at))
      expect(markdown.startsWith(told)).toBe(true)
      expect(text).not.toContain('{')
      expect(text).not.toContain('"body"')
    }
  })

  test('is put into order, whatever order its parts come in', () => {
    const { title, body, meta_description } = piece
    expect(read(JSON.stringify({ meta_description, body, title })).text).toBe(markdown)
  })

  test.each([
    ['without a title', { title: '', body: 'Text.', meta_description: 'M.' }, 'Text.\n\nMeta description: M.'],
    ['without a description', { title: 'T', body: 'Text.', meta_description: ' ' }, '# T\n\nText.'],
    ['with its title repeated', { title: 'T', body: '# T\n\nText.', meta_description: '' }, '# T\n\nText.'],
    ['with nothing', { title: '', body: '', meta_description: '' }, ''],
    ['with what nobody asked for', { note: 'x', n: 1, z: null, title: 'T', body: 'Text.' }, '# T\n\nText.'],
  ])('%s', (_, given, expected) => {
    expect(read(JSON.stringify(given)).text).toBe(expected)
  })

  test('answered in Markdown all the same is told and read as it came', () => {
    const answer = '# Title\n\nText with {braces}.\n'
    expect(read(...answer.split(''))).toMatchObject({ told: answer, text: answer })
    expect(read(' \n', '# T')).toMatchObject({ told: ' \n# T', text: ' \n# T' })
  })

  test.each([
    '{{company}} paves lots.',
    '{ "Dry lots", they say } is a motto.',
    '{"Dry lots"} is a motto.',
    '{} is an empty object, "title": none.',
    '{title}: a lot that lasts',
    ' {\n# Title\n\nText.',
    `{"${'long '.repeat(50)}": is no name`,
  ])('that only begins like an object is told and read as it came: %s', (answer) => {
    expect(read(answer)).toMatchObject({ told: answer, text: answer })
    expect(read(...answer.split(''))).toMatchObject({ told: answer, text: answer })
  })

  test('of no parts at all is read as nothing', () => {
    for (const answer of ['{}', ' { } ', '{', '{"tit', '{"title"'])
      expect(read(answer)).toMatchObject({ told: '', text: '' })
  })
})

test.each([
  ['openai', 'gpt-5.4', true],
  ['openai', 'gpt-5.4-mini', true],
  ['openai', 'gpt-4o-mini', true],
  ['openai', 'gpt-4o-2024-05-13', false],
  ['openai', 'gpt-5-chat-latest', false],
  ['openai', 'gpt-4', false],
  ['openai', 'o3-mini', true],
  ['openai', 'llama3.2', false],
  ['anthropic', 'claude-sonnet-5', true],
  ['anthropic', 'claude-haiku-4-5-20251001', true],
  ['anthropic', 'claude-opus-4-1', false],
  ['anthropic', 'claude-sonnet-4-20250514', false],
  ['google', 'gemini-3.5-flash', true],
  ['google', 'gemini-1.5-pro', false],
  ['groq', 'openai/gpt-oss-120b', false],
] as const)('%s %s takes a schema: %s', (provider, model, expected) => {
  expect(takesPieceSchema({ provider, model })).toBe(expected)
})
