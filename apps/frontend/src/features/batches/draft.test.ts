import { expect, it } from 'vitest'
import { neededVariables } from '#features/prompts/request-variables.ts'
import { emptyDraft, toLiveRequest, topicsOf, toRequest, whyNotYet, wrongLimit, wrongVariables } from './draft.ts'

const draft = { ...emptyDraft('faq'), topics: ' One topic\r\n\n Two topics \n' }

it('topics are the lines that are not empty', () => {
  expect(topicsOf(draft)).toEqual(['One topic', 'Two topics'])
})

it('a draft is sent with what it says, and without what it leaves open', () => {
  expect(toRequest('c', draft, [])).toEqual({
    client_id: 'c',
    defaults: { content_type: 'faq' },
    items: [{ topic: 'One topic' }, { topic: 'Two topics' }],
  })
  expect(
    toRequest('c', { ...draft, source: 'csv', csv: 'topic\nOne', name: ' Spring ', brief: ' Short. ' }, []),
  ).toEqual({
    client_id: 'c',
    name: 'Spring',
    defaults: { content_type: 'faq', brief: 'Short.' },
    csv: 'topic\nOne',
  })
})

it('a cost limit goes with every piece, as an amount; one that is none holds the draft back', () => {
  const limited = { ...draft, maxCostUsd: '$0,50' }
  expect(toRequest('c', limited, []).defaults).toMatchObject({ max_cost_usd: '0.50' })
  expect(wrongLimit(limited)).toBeUndefined()
  expect(['0', 'lots', '1000000'].map((maxCostUsd) => wrongLimit({ maxCostUsd }))).toEqual([
    'must be more than 0',
    expect.stringMatching(/^must be a decimal amount/),
    'must be less than a million US dollars',
  ])
  expect(whyNotYet({ ...draft, maxCostUsd: 'lots' }, [])).toMatch(/cost limit/)
})

it('a draft is estimated while it is typed, whatever it is called, unless it is very long', () => {
  expect(toLiveRequest('c', { ...draft, name: 'Spring' }, [])).toEqual(toRequest('c', draft, []))
  expect(toLiveRequest('c', { ...draft, topics: '' }, [])).toBeNull()
  expect(toLiveRequest('c', { ...draft, source: 'csv', csv: `topic\n${'x'.repeat(300_001)}` }, [])).toBeNull()
})

it.each([
  ['no topics', { topics: ' \n' }, /topics first/],
  ['501 topics', { topics: 'One\n'.repeat(501) }, /501 topics; a batch takes 500/],
  ['no file', { source: 'csv' as const }, /file first/],
  ['500 topics', { topics: 'One\n'.repeat(500) }, null],
  ['a file', { source: 'csv' as const, csv: 'topic\nOne' }, null],
])('%s', (_name, part, expected) => {
  const why = whyNotYet({ ...draft, ...part }, [])
  if (expected) expect(why).toMatch(expected)
  else expect(why).toBeNull()
})

const needed = neededVariables({
  properties: {
    season: { type: 'string', enum: ['spring', 'winter'] },
    audience_age: { type: 'integer', minimum: 6 },
    tone: { type: 'string', default: 'calm' },
  },
  required: ['season', 'audience_age'],
})

it('what the prompt asks for is told once for all topics, and must be; rows of a file tell it themselves', () => {
  expect(whyNotYet(draft, needed)).toBe('The prompt has to be told: season, audience age.')
  const told = { ...draft, variables: { season: 'winter', audience_age: ' 7', tone: '', other: 'x' } }
  expect(whyNotYet(told, needed)).toBeNull()
  expect(toRequest('c', told, needed)).toMatchObject({
    defaults: { content_type: 'faq', variables: { season: 'winter', audience_age: 7 } },
  })
  const file = { ...told, source: 'csv' as const, csv: 'topic,var.season\nOne,winter' }
  expect(whyNotYet({ ...file, variables: {} }, needed)).toBeNull()
  expect(toRequest('c', file, needed).defaults).toEqual({ content_type: 'faq' })
})

it('what the prompt is told wrongly is said at once, before the rest is told', () => {
  const wrong = { ...draft, variables: { audience_age: '5' } }
  expect(wrongVariables(wrong, needed)).toEqual({ audience_age: 'must be at least 6' })
  expect(whyNotYet(wrong, needed)).toMatch(/another look/)
  expect(toLiveRequest('c', wrong, needed)).toBeNull()
  expect(wrongVariables({ ...wrong, source: 'csv' }, needed)).toEqual({})
})

it('a draft is estimated before the prompt is told everything', () => {
  expect(toLiveRequest('c', { ...draft, variables: { season: 'winter' } }, needed)?.defaults).toEqual({
    content_type: 'faq',
    variables: { season: 'winter', audience_age: 6 },
  })
})
