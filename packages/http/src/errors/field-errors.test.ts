import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { explainIssue, fieldErrors, type RequestPart } from './field-errors.ts'

const schema = z.strictObject({
  topic: z.string().min(3, 'must have at least 3 characters'),
  kind: z.enum(['a', 'b']).optional(),
  items: z.array(z.strictObject({ count: z.number().max(5) })).optional(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

function errorsOf(value: unknown, part: RequestPart = 'body') {
  const parsed = schema.safeParse(value, { error: explainIssue })
  return parsed.success ? [] : fieldErrors(parsed.error, part)
}

describe('the wrong fields of a request', () => {
  it.each<[string, unknown, { path: string; message: string }[]]>([
    ['a missing field', {}, [{ path: 'topic', message: 'is required: expected string' }]],
    ['a value of another type', { topic: 5 }, [{ path: 'topic', message: 'expected string' }]],
    ['the contract’s own words', { topic: 'x' }, [{ path: 'topic', message: 'must have at least 3 characters' }]],
    [
      'each unknown key, with a path that ends in it',
      { topic: 'abc', one: 1, two: 2 },
      [
        { path: 'one', message: 'is not a known property' },
        { path: 'two', message: 'is not a known property' },
      ],
    ],
    [
      'an unknown key further in, after the index of its item',
      { topic: 'abc', items: [{ count: 1 }, { count: 2, extra: true }] },
      [{ path: 'items.1.extra', message: 'is not a known property' }],
    ],
    [
      'a choice, with what can be chosen',
      { topic: 'abc', kind: 'c' },
      [{ path: 'kind', message: 'Invalid option: expected one of "a"|"b"' }],
    ],
    [
      'a value that fits no branch, with every branch',
      { topic: 'abc', metadata: { a: null } },
      [{ path: 'metadata.a', message: 'expected string, number or boolean' }],
    ],
    ['a body that is none', undefined, [{ path: 'body', message: 'is required: expected object' }]],
  ])('name %s', (_what, value, expected) => {
    expect(errorsOf(value)).toEqual(expected)
  })

  it.each<[RequestPart, string]>([
    ['body', 'topic'],
    ['querystring', 'query.topic'],
    ['params', 'params.topic'],
    ['headers', 'headers.topic'],
  ])('say that they stood in the %s', (part, path) => {
    expect(errorsOf({}, part)[0]?.path).toBe(path)
  })

  it('are told shortly, however long and many they are', () => {
    const long = 'x'.repeat(300_000)
    const named = z.strictObject({}).check((checked) => {
      checked.issues.push({ code: 'custom', message: `"${long}" is none`, path: [long], input: checked.value })
    })
    const given = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, 1]))
    for (const parsed of [
      named.safeParse({}),
      schema.safeParse({ topic: 'abc', [long]: 1 }),
      schema.safeParse(given),
    ]) {
      if (parsed.success) throw new Error('was not refused')
      const errors = fieldErrors(parsed.error, 'body')
      expect(errors.length).toBeGreaterThan(0)
      expect(errors.length).toBeLessThanOrEqual(2000)
      for (const { path, message } of errors) expect(path.length + message.length).toBeLessThan(1400)
    }
  })

  it('are never confused by the name of a whole part', () => {
    expect(errorsOf(undefined, 'querystring')[0]?.path).toBe('query')
  })
})
