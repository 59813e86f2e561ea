import { afterAll, beforeEach, expect, it } from 'vitest'
import { stringAt } from './json.ts'
import { parseSse } from './server/sse.ts'
import { startSandbox } from './start-sandbox.ts'
import { promptFor } from './test/prompts.ts'
import { countTokens } from './usage/tokens.ts'

const sandbox = await startSandbox({ pace: 'instant' })
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const user = promptFor()
const names = ['title', 'body', 'meta_description']
const schema = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) }
const messages = [{ role: 'user', content: user }]

const dialects = [
  {
    provider: 'openai',
    path: '/v1/chat/completions',
    body: {
      model: 'gpt-4o',
      messages,
      stream: true,
      response_format: { type: 'json_schema', json_schema: { name: 'piece', strict: true, schema } },
    },
    textOf: (frame: unknown) => stringAt(frame, 'choices', 0, 'delta', 'content'),
  },
  {
    provider: 'anthropic',
    path: '/v1/messages',
    body: {
      model: 'claude-sonnet-5',
      messages,
      max_tokens: 9000,
      stream: true,
      output_config: { format: { type: 'json_schema', schema } },
    },
    textOf: (frame: unknown) => stringAt(frame, 'delta', 'text'),
  },
  {
    provider: 'google',
    path: '/v1beta/models/gemini-2.0-flash:streamGenerateContent?alt=sse',
    body: {
      contents: [{ role: 'user', parts: [{ text: user }] }],
      generationConfig: {
        responseMimeType: 'application/json',
        responseSchema: { ...schema, propertyOrdering: names.toReversed() },
      },
    },
    textOf: (frame: unknown) => stringAt(frame, 'candidates', 0, 'content', 'parts', 0, 'text'),
  },
]

it.each(dialects)(
  '$provider writes to a schema that it is given, piece by piece',
  async ({ path, body, textOf, provider }) => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer k', 'x-goog-api-key': 'k' }
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const pieces = parseSse(await answer.text()).flatMap(({ json }) => textOf(json) ?? [])
    expect(pieces.length).toBeGreaterThan(5)
    const text = pieces.join('')
    const parts = JSON.parse(text) as Record<string, string>
    expect(Object.keys(parts)).toEqual(provider === 'google' ? names.toReversed() : names)
    expect(parts.title).toContain('winter')
    expect(parts.body).toContain('\n## ')
    expect(parts.body).not.toMatch(/^# |Meta description:/m)
    expect(parts.meta_description).toBeTruthy()
    expect(sandbox.tally().total.streamed_tokens).toBe(countTokens(text))
  },
)
