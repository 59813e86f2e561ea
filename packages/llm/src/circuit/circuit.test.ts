import { expect, test } from 'vitest'
import { ProviderError } from '../errors.ts'
import { createAdapters, keyIdsOf } from '../providers/create-adapters.ts'
import { aModel } from '../test/catalogue.ts'
import { openCircuits } from './circuit-key.ts'
import { type CircuitKey, type CircuitReport, createCircuit } from './circuit.ts'
import { countsAgainstProvider } from './counts-against.ts'

const key: CircuitKey = { provider: 'openai', keyId: 'abc', model: 'gpt-5.4' }

function setUp() {
  let now = 1_000_000
  const changes: CircuitReport[] = []
  const circuit = createCircuit({ now: () => now, onChange: (report) => changes.push(report) })
  const failTimes = (times: number, everyMs = 0) => {
    for (let i = 0; i < times; i++) {
      circuit.fail(key)
      now += everyMs
    }
  }
  return { circuit, changes, failTimes, pass: (ms: number) => (now += ms), now: () => now }
}

test('opens after five failures, and only then', () => {
  const { circuit, failTimes } = setUp()
  failTimes(4)
  expect(circuit.lets(key)).toBe(true)
  failTimes(1)
  expect(circuit.lets(key)).toBe(false)
})

test('failures further apart than a minute never add up', () => {
  const { circuit, failTimes } = setUp()
  failTimes(20, 15_001)
  expect(circuit.lets(key)).toBe(true)
})

test('a success wipes out the failures before it', () => {
  const { circuit, failTimes } = setUp()
  failTimes(4)
  circuit.succeed(key)
  failTimes(4)
  expect(circuit.lets(key)).toBe(true)
})

test('stays open for half a minute, then lets one call through, and no second', () => {
  const { circuit, failTimes, pass } = setUp()
  failTimes(5)
  pass(29_999)
  expect(circuit.lets(key)).toBe(false)
  pass(1)
  expect(circuit.lets(key)).toBe(true)
  circuit.begin(key)
  expect(circuit.lets(key)).toBe(false)
})

test('closes when the one call succeeds, opens again at once when it fails', () => {
  for (const [end, mode] of [
    ['succeed', 'closed'],
    ['fail', 'open'],
  ] as const) {
    const { circuit, failTimes, pass } = setUp()
    failTimes(5)
    pass(30_000)
    circuit.begin(key)
    circuit[end](key)
    expect(circuit.lets(key)).toBe(mode === 'closed')
    expect(circuit.snapshot()[0]?.mode ?? 'closed').toBe(mode)
  }
})

test('a call that was aborted, or never came back, makes room for another', () => {
  const { circuit, failTimes, pass } = setUp()
  failTimes(5)
  pass(30_000)
  circuit.begin(key)
  circuit.release(key)
  expect(circuit.lets(key)).toBe(true)
  circuit.begin(key)
  pass(30_000)
  expect(circuit.lets(key)).toBe(true)
})

test('other keys, models and providers are not affected', () => {
  const { circuit, failTimes } = setUp()
  failTimes(5)
  for (const other of [{ provider: 'groq' as const }, { keyId: 'def' }, { model: 'gpt-5.4-mini' }]) {
    expect(circuit.lets({ ...key, ...other })).toBe(true)
  }
})

test('reports what has failed, and nothing of what has not', () => {
  const { circuit, failTimes, now } = setUp()
  circuit.succeed(key)
  circuit.begin(key)
  expect(circuit.snapshot()).toEqual([])
  failTimes(5)
  const open = { ...key, mode: 'open', failures: 5, openUntil: now() + 30_000 }
  expect(circuit.snapshot()).toEqual([open])
})

test('routing learns which models are behind an open circuit', () => {
  const { circuit } = setUp()
  const adapters = createAdapters({ openai: { apiKey: 'a key' } })
  const isOpen = openCircuits(circuit, keyIdsOf(adapters))
  expect(isOpen(aModel())).toBe(false)
  for (let i = 0; i < 5; i++) circuit.fail({ ...key, keyId: adapters.openai?.keyId ?? '' })
  expect(isOpen(aModel())).toBe(true)
  expect(isOpen(aModel({ provider: 'groq' }))).toBe(false)
})

test('tells when it opens and closes, and another process takes it over', () => {
  const here = setUp()
  const there = setUp()
  here.failTimes(5)
  here.circuit.succeed(key)
  expect(here.changes.map(({ mode }) => mode)).toEqual(['open', 'closed'])

  const [opened, closed] = here.changes
  if (!opened || !closed) throw new Error('no changes')
  there.circuit.adopt(opened)
  expect(there.circuit.lets(key)).toBe(false)
  there.circuit.adopt(closed)
  expect(there.circuit.lets(key)).toBe(true)
  expect(there.changes).toEqual([])
})

test.each([
  ['same_again', 'provider_unavailable', true],
  ['other_provider', 'provider_key_refused', true],
  ['other_provider', 'provider_quota_exhausted', true],
  ['other_provider', 'context_too_long', false],
  ['same_again', 'empty_answer', false],
  ['give_up', 'provider_refused_request', false],
  ['give_up', 'provider_refused_content', false],
  ['give_up', 'deadline_exceeded', false],
] as const)('whether %s, %s counts against the provider: %s', (errorClass, code, counts) => {
  expect(countsAgainstProvider(new ProviderError({ provider: 'openai', errorClass, code, message: '' }))).toBe(counts)
})
