import { describe, expect, it } from 'vitest'
import {
  contentType,
  errorCatalogue,
  fillRange,
  finalJobStatuses,
  generateRequest,
  idempotencyKey,
  isFinal,
  jobListQuery,
  jobStatus,
  mergeModes,
  role,
  roleAllows,
  strategyConfiguration,
  timestamp,
  usd,
  wordCountFor,
  callbackUrl,
  usageQuery,
} from './index.ts'

const request = {
  client_id: '0190a6d8-0000-7000-8000-000000000001',
  content_type: 'article',
  topic: 'Waves in the lab',
}

/** The dotted paths that a value is refused for. */
function refusedPaths(
  schema: typeof generateRequest | typeof strategyConfiguration | typeof jobListQuery,
  value: unknown,
) {
  const parsed = schema.safeParse(value)
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) =>
        [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'),
      )
}

describe('a request', () => {
  it('needs client, type and topic only', () => {
    expect(generateRequest.parse(request)).toEqual(request)
  })

  it.each([
    ['an unknown property', { colour: 'red' }, 'colour'],
    ['an unknown property within', { llm: { speed: 1 } }, 'llm.speed'],
    ['a client that is no id', { client_id: '7' }, 'client_id'],
    ['a type that does not exist', { content_type: 'any' }, 'content_type'],
    ['an empty topic', { topic: '   ' }, 'topic'],
    ['NUL in the topic', { topic: 'abc\u0000def' }, 'topic'],
    ['half a character in a keyword', { keywords: ['good', 'bad\ud800'] }, 'keywords.1'],
    ['NUL in the brief', { brief: '\u0000' }, 'brief'],
    ['a temperature too high', { llm: { temperature: 3 } }, 'llm.temperature'],
    ['a priority too low', { priority: 0 }, 'priority'],
    [
      'too much metadata',
      { metadata: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`k${i}`, i])) },
      'metadata',
    ],
  ])('with %s is refused by its path', (_, extra, path) => {
    expect(refusedPaths(generateRequest, { ...request, ...extra })).toEqual([path])
  })
})

describe('a strategy', () => {
  it('may be empty, and refuses what nobody knows', () => {
    expect(strategyConfiguration.parse({})).toEqual({})
    expect(refusedPaths(strategyConfiguration, { brand: { mood: 'x' } })).toEqual(['brand.mood'])
  })

  it('refuses a range that is turned around', () => {
    expect(refusedPaths(strategyConfiguration, { content: { word_count: { min: 900, max: 600 } } })).toEqual([
      'content.word_count',
    ])
  })

  it('names the fields of its merge modes by section and field', () => {
    expect(mergeModes.safeParse({ 'content.banned_phrases': 'extend' }).success).toBe(true)
    expect(mergeModes.safeParse({ banned_phrases: 'extend' }).success).toBe(false)
  })
})

describe('a list', () => {
  it('has 50 items unless asked, and 100 at most', () => {
    expect(jobListQuery.parse({}).limit).toBe(50)
    expect(jobListQuery.parse({ limit: '7' }).limit).toBe(7)
    expect(refusedPaths(jobListQuery, { limit: '101' })).toEqual(['limit'])
  })
})

describe('a moment', () => {
  it.each([
    ['2026-11-23T10:00:00Z', true],
    ['2026-11-23T10:00:00+01:00', true],
    ['2026-11-23T10:00:00', false],
    ['yesterday', false],
    ['1969-12-31T23:59:59Z', false],
    ['9999-12-31T23:59:59-23:59', false],
  ])('%s -> %s', (text, ok) => {
    expect(timestamp.safeParse(text).success).toBe(ok)
  })
})

describe('a day of usage', () => {
  it.each([
    ['2026-03-01', true],
    ['1970-01-01', true],
    ['1969-12-31', false],
    ['0000-01-01', false],
    ['2026-02-30', false],
  ])('%s -> %s', (to, ok) => {
    expect(usageQuery.safeParse({ client_id: request.client_id, to }).success).toBe(ok)
  })
})

describe('an address to call', () => {
  it.each([
    ['https://a.example/hook', true],
    [`https://a.example/${'x'.repeat(1982)}`, true],
    [`https://a.example/${'x'.repeat(1983)}`, false],
    // Six signs each once they are escaped: as long as that, no database would hold it.
    [`https://a.example/${'é'.repeat(400)}`, false],
    ['https://me:secret@a.example/', false],
    ['ftp://a.example/', false],
  ])('%.40s -> %s', (url, ok) => {
    expect(callbackUrl.safeParse(url).success).toBe(ok)
  })
})

describe('money', () => {
  it.each([
    ['0', true],
    ['12.0345', true],
    ['-1', false],
    ['1e3', false],
    ['1.', false],
    ['', false],
    ['9'.repeat(20), true],
    ['9'.repeat(21), false],
    ['0.12345678901', false],
  ])('%j -> %s', (text, ok) => {
    expect(usd.safeParse(text).success).toBe(ok)
  })

  it.each([
    ['0.0000000001', true],
    ['999999.99', true],
    ['1000000', false],
    ['0', false],
    ['9'.repeat(5000), false],
  ])('as the ceiling of a request: %.20s -> %s', (text, ok) => {
    const request = { client_id: crypto.randomUUID(), content_type: 'faq', topic: 'Old panels', max_cost_usd: text }
    expect(generateRequest.safeParse(request).success).toBe(ok)
  })
})

describe('an idempotency key', () => {
  it('is visible ASCII', () => {
    expect(idempotencyKey.safeParse('order-17/α').success).toBe(false)
    expect(idempotencyKey.safeParse('order-17').success).toBe(true)
    expect(idempotencyKey.safeParse('').success).toBe(false)
  })
})

describe('roles', () => {
  it('allow what weaker ones allow, and nothing more', () => {
    const order = role.options
    for (const [i, held] of order.entries())
      for (const [j, needed] of order.entries()) expect(roleAllows(held, needed)).toBe(i <= j)
  })
})

describe('states', () => {
  it('are final when nothing follows', () => {
    expect(jobStatus.options.filter(isFinal)).toEqual([...finalJobStatuses])
  })
})

describe('errors', () => {
  it('have the status of an error each', () => {
    for (const { status, title } of Object.values(errorCatalogue)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(title).not.toBe('')
    }
  })
})

describe('the usual length', () => {
  it('is a range for every type, and a bound that is asked for holds', () => {
    for (const type of contentType.options) {
      const usual = wordCountFor(type)
      expect(usual.min).toBeLessThan(usual.max)
      expect(wordCountFor(type, { min: 5000 }).min).toBe(5000)
      expect(wordCountFor(type, { max: 30 }).max).toBe(30)
      expect(wordCountFor(type, { min: 3, max: 4 })).toEqual({ min: 3, max: 4 })
    }
  })

  it('never turns a range around', () => {
    expect(fillRange({ max: 10 }, { min: 20, max: 65 })).toEqual({ min: 10, max: 10 })
    expect(fillRange({ min: 90 }, { min: 20, max: 65 })).toEqual({ min: 90, max: 90 })
  })
})
