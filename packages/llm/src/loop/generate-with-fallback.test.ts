import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCircuit } from '../circuit/circuit.ts'
import { AbortedError, GenerationError } from '../errors.ts'
import { createAdapters } from '../providers/create-adapters.ts'
import { aModel } from '../test/catalogue.ts'
import { anthropic } from '../test/dialects/anthropic.ts'
import { openai } from '../test/dialects/openai.ts'
import { adaptersFor, answers, cutsOff, first, refuses, runLoop, second, stalls } from '../test/loop-fixture.ts'
import { type Act, type ProviderServer, startProviderServer } from '../test/provider-server.ts'
import { createTestClock } from '../test/test-clock.ts'

let server: ProviderServer
beforeAll(async () => {
  server = await startProviderServer()
})
afterAll(() => server.close())

const paths = () => server.received.map(({ path }) => path)
const limit = 120_000

describe('a key that comes or goes while the loop runs', () => {
  test('is no longer used once it was taken away: another provider is asked', async () => {
    server.play(refuses(openai, 503), answers(anthropic, 'Paving.'))
    const adapters = adaptersFor(server)
    const run = runLoop(server, {
      adapters,
      hooks: {
        beforeAttempt: async ({ attemptIndex }) => attemptIndex,
        afterAttempt: async () => void delete adapters.openai,
      },
    })
    expect(await run.result).toMatchObject({ candidate: second, attempts: 2 })
    expect(paths()).toEqual([openai.path, anthropic.path])
  })

  test('that was the last one ends the generation, with what had failed', async () => {
    server.play(refuses(openai, 503))
    const adapters = { openai: adaptersFor(server).openai }
    const run = runLoop(server, {
      adapters,
      hooks: {
        beforeAttempt: async ({ attemptIndex }) => attemptIndex,
        afterAttempt: async () => void delete adapters.openai,
      },
    })
    await expect(run.result).rejects.toMatchObject({
      name: 'GenerationError',
      code: 'provider_unavailable',
      attempts: 1,
    })
    expect(server.received).toHaveLength(1)
  })

  test('is told before each call, and a key that replaces it is used from then on', async () => {
    server.play(refuses(openai, 503), answers(openai, 'Paving.'))
    const adapters = createAdapters({
      openai: { apiKey: 'old', keyId: 'key-old', baseUrl: openai.baseUrl(server.url) },
    })
    const fresh = createAdapters({ openai: { apiKey: 'new', keyId: 'key-new', baseUrl: openai.baseUrl(server.url) } })
    const told: string[] = []
    const run = runLoop(server, {
      adapters,
      hooks: {
        beforeAttempt: async ({ attemptIndex, keyId }) => {
          told.push(keyId)
          return attemptIndex
        },
        afterAttempt: async () => void Object.assign(adapters, fresh),
      },
    })
    await run.result
    expect(told).toEqual(['key-old', 'key-new'])
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new'])
  })
})

describe('an answer', () => {
  test('is written down before the call, heard while it is written, and written down after', async () => {
    server.play(answers(openai, 'Paving.'))
    const callsBefore: number[] = []
    const run = runLoop(server, {
      hooks: {
        beforeAttempt: async () => {
          await new Promise(setImmediate)
          callsBefore.push(server.received.length)
          return 1
        },
        afterAttempt: async () => undefined,
      },
    })
    const { answer, candidate, attempts } = await run.result
    expect(callsBefore).toEqual([0])
    expect(run.log).toEqual(['text 1 Paving.'])
    expect({ text: answer.text, candidate, attempts }).toEqual({ text: 'Paving.', candidate: first, attempts: 1 })
  })

  test('comes from the same model after errors that pass', async () => {
    server.play(refuses(openai, 503), refuses(openai, 429), answers(openai, 'Paving.'))
    const { result, clock, log } = runLoop(server)
    expect(await result).toMatchObject({ candidate: first, attempts: 3 })
    expect(clock.waits).toEqual([500, 1000])
    expect(log).toEqual([
      'before 1 gpt-5.4-mini',
      'after 1 failed provider_unavailable',
      'before 2 gpt-5.4-mini',
      'after 2 failed provider_unavailable',
      'before 3 gpt-5.4-mini',
      'text 3 Paving.',
      'after 3 succeeded',
    ])
  })

  test('comes from another provider, with as many attempts of its own, when the first has had all of its', async () => {
    server.play(
      ...Array.from({ length: 3 }, () => refuses(openai, 503)),
      refuses(anthropic, 529),
      answers(anthropic, 'Ok.'),
    )
    const { result, clock } = runLoop(server)
    expect(await result).toMatchObject({ candidate: second, attempts: 5 })
    expect(clock.waits).toEqual([500, 1000, 500])
    expect(clock.sleeping()).toBe(0)
  })

  test('is waited for as long as the provider asks, up to a minute', async () => {
    server.play(refuses(openai, 429, { 'retry-after': '40' }), answers(openai, 'Paving.'))
    const patient = runLoop(server)
    expect(await patient.result).toMatchObject({ candidate: first })
    expect(patient.clock.waits).toEqual([42_000])

    server.play(refuses(openai, 429, { 'retry-after': '61' }), answers(anthropic, 'Paving.'))
    const hurried = runLoop(server)
    expect(await hurried.result).toMatchObject({ candidate: second })
    expect(hurried.clock.waits).toEqual([])
  })

  test('comes from another provider at once when the first refuses the key', async () => {
    server.play(refuses(openai, 401), answers(anthropic, 'Paving.'))
    const { result, clock } = runLoop(server)
    expect(await result).toMatchObject({ candidate: second, attempts: 2 })
    expect(clock.waits).toEqual([])
    expect(paths()).toEqual([openai.path, anthropic.path])
  })

  test('is never joined from the texts of two attempts', async () => {
    const cut = cutsOff(openai, 'First half ')
    server.play(cut, cut, cut, answers(anthropic, 'All of it.'))
    const { result, log } = runLoop(server)
    expect((await result).answer.text).toBe('All of it.')
    expect(log.filter((line) => line.startsWith('text'))).toEqual([
      'text 1 First half ',
      'text 2 First half ',
      'text 3 First half ',
      'text 4 All of it.',
    ])
  })

  test('is asked for as each model can take it, and what was dropped is named', async () => {
    server.play(refuses(openai, 401), answers(anthropic, 'Paving.'))
    const modest = aModel({ ...second, acceptsTemperature: true, maxOutputTokens: 500 })
    const prompt = { system: '', user: 'About paving.', temperature: 0.3, maxOutputTokens: 900 }
    const { result, starts } = runLoop(server, { prompt, candidates: [first, modest] })
    await result
    expect(starts.map(({ droppedParameters }) => droppedParameters)).toEqual([['temperature'], ['max_output_tokens']])
    const [toFirst, toSecond] = server.received.map(({ body }) => body)
    expect(toFirst).not.toHaveProperty('temperature')
    expect(toSecond).toMatchObject({ temperature: 0.3, max_tokens: 500 })
  })
})

describe('a prompt that is too long', () => {
  const tooLong = refuses(openai, 413)

  test('goes to a larger window, past candidates that are no larger, and says so', async () => {
    server.play(tooLong, answers(anthropic, 'Paving.'))
    const narrow = aModel({ provider: 'openai', model: 'narrow', contextTokens: 8_000 })
    const sameSize = aModel({ provider: 'google', model: 'same', contextTokens: 8_000 })
    const adapters = { ...adaptersFor(server), google: adaptersFor(server).openai }
    const run = runLoop(server, { candidates: [narrow, sameSize, second], adapters })
    expect(await run.result).toMatchObject({ candidate: second, attempts: 2 })
    expect(run.starts.map(({ reason }) => reason)).toEqual(['first', 'larger_window'])
  })

  test('goes to a larger model of the same provider when no candidate is larger', async () => {
    server.play(tooLong, answers(openai, 'Paving.'))
    const narrow = aModel({ provider: 'openai', model: 'narrow', contextTokens: 8_000 })
    const run = runLoop(server, { candidates: [narrow], spares: [first] })
    expect(await run.result).toMatchObject({ candidate: first, attempts: 2 })
  })

  test('for all of them ends it after one call to each', async () => {
    server.play(tooLong)
    const narrow = aModel({ provider: 'openai', model: 'narrow', contextTokens: 8_000 })
    const run = runLoop(server, { candidates: [narrow, first] })
    await expect(run.result).rejects.toMatchObject({ code: 'context_too_long', attempts: 2 })
  })
})

describe('refused content', () => {
  const refused: Act = { kind: 'stream', events: [...openai.begin(), ...openai.end('refused')], then: 'end' }

  test('goes nowhere else unless that is wanted', async () => {
    server.play(refused, answers(anthropic, 'Paving.'))
    await expect(runLoop(server).result).rejects.toMatchObject({ code: 'provider_refused_content', attempts: 1 })
    expect(server.received).toHaveLength(1)
  })

  test('goes to another provider where that is wanted, and says so', async () => {
    server.play(refused, answers(anthropic, 'Paving.'))
    const sibling = aModel({ provider: 'openai', model: 'gpt-5.4' })
    const run = runLoop(server, { onRefusal: 'other_provider', candidates: [first, sibling, second] })
    expect(await run.result).toMatchObject({ candidate: second, attempts: 2 })
    expect(run.starts.map(({ reason }) => reason)).toEqual(['first', 'after_refusal'])
  })

  test('by all of them ends it as refused', async () => {
    server.play(refused)
    const run = runLoop(server, { onRefusal: 'other_provider', candidates: [first] })
    await expect(run.result).rejects.toMatchObject({ code: 'provider_refused_content', attempts: 1 })
  })
})

describe('a failure', () => {
  test('that nothing can help ends it after one call', async () => {
    server.play(refuses(openai, 400))
    const { result, outcomes } = runLoop(server)
    await expect(result).rejects.toMatchObject({ code: 'provider_refused_request', attempts: 1 })
    expect(outcomes).toHaveLength(1)
  })

  test('of all candidates names each and carries the last code', async () => {
    server.play(refuses(openai, 503), refuses(openai, 503), refuses(openai, 503), refuses(anthropic, 401))
    const error: unknown = await runLoop(server).result.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GenerationError)
    expect(error).toMatchObject({ code: 'provider_key_refused', attempts: 4 })
    expect((error as Error).message).toMatch(/openai gpt-5.4-mini: .*503.*anthropic claude-sonnet-5: .*401/)
  })

  test('of an attempt that takes too long is tried again, and keeps what was said', async () => {
    server.play(stalls(openai, 'Pav'), answers(openai, 'Paving.'))
    const run = runLoop(server, {
      hooks: {
        beforeAttempt: async () => 0,
        onText: (_, delta) => delta === 'Pav' && run.clock.advance(limit),
        afterAttempt: async (_, outcome) => void run.outcomes.push(outcome),
      },
    })
    expect(await run.result).toMatchObject({ attempts: 2, answer: { text: 'Paving.' } })
    expect(run.outcomes[0]).toMatchObject({
      status: 'failed',
      error: { errorClass: 'same_again', code: 'provider_unavailable', partialText: 'Pav', reachedProvider: true },
    })
  })

  test('to answer within the whole time ends it, in the middle of a call', async () => {
    server.play({ kind: 'hang' })
    const run = runLoop(server)
    const patiently = async () => {
      for (let attempt = 0; attempt < 3; attempt++) {
        const heard = server.nextRequest()
        await heard
        run.clock.advance(limit)
      }
    }
    await Promise.all([
      patiently(),
      expect(run.result).rejects.toMatchObject({ code: 'deadline_exceeded', attempts: 3 }),
    ])
    expect(run.log.at(-1)).toBe('after 3 failed deadline_exceeded')
  })

  test('is certain without time: nothing is called', async () => {
    server.play(answers(openai, 'Paving.'))
    const { result, log } = runLoop(server, { limits: { totalTimeoutMs: 0 } })
    await expect(result).rejects.toMatchObject({ code: 'deadline_exceeded', attempts: 0 })
    expect(log).toEqual([])
  })

  test('is certain without a configured candidate', async () => {
    await expect(runLoop(server, { adapters: {} }).result).rejects.toThrow(/configured/)
    const onlyOne = createAdapters({ anthropic: { apiKey: 'k', baseUrl: anthropic.baseUrl(server.url) } })
    server.play(answers(anthropic, 'Paving.'))
    expect(await runLoop(server, { adapters: onlyOne }).result).toMatchObject({ candidate: second })
  })
})

describe('a cancellation', () => {
  test('ends the call in the middle of its text and hangs up', async () => {
    server.play(stalls(openai, 'Pav'))
    const reason = new Error('cancelled by its owner')
    const run = runLoop(server, {
      hooks: {
        beforeAttempt: async () => 0,
        onText: () => run.controller.abort(reason),
        afterAttempt: async (_, outcome) => void run.outcomes.push(outcome),
      },
    })
    const error: unknown = await run.result.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AbortedError)
    expect(error).toMatchObject({ partialText: 'Pav', reachedProvider: true, cause: reason })
    expect(run.outcomes).toMatchObject([{ status: 'aborted', error: { partialText: 'Pav' } }])
    expect(run.circuit.snapshot()).toEqual([])
    await server.received[0]?.closed
    expect(server.received).toHaveLength(1)
  })

  test('ends the waiting between two calls', async () => {
    server.play(refuses(openai, 429, { 'retry-after': '30' }))
    const clock = createTestClock(0)
    const run = runLoop(server, { clock, limits: { totalTimeoutMs: 100_000 } })
    await clock.nextSleep()
    await clock.nextSleep()
    run.controller.abort()
    await expect(run.result).rejects.toMatchObject({ name: 'AbortedError', reachedProvider: false })
    expect(server.received).toHaveLength(1)
  })

  test('that came first lets nothing begin', async () => {
    server.play(answers(openai, 'Paving.'))
    const { result, log } = runLoop(server, { signal: AbortSignal.abort() })
    await expect(result).rejects.toBeInstanceOf(AbortedError)
    expect(log).toEqual([])
  })
})

describe('a hook that throws', () => {
  const fault = new Error('the database is gone')
  const fail = () => {
    throw fault
  }
  const reject = () => Promise.reject(fault)
  const silent = { beforeAttempt: async () => 0, afterAttempt: async () => undefined }

  test('before the call prevents it', async () => {
    server.play(answers(openai, 'Paving.'))
    await expect(runLoop(server, { hooks: { ...silent, beforeAttempt: reject } }).result).rejects.toBe(fault)
    expect(server.received).toHaveLength(0)
  })

  test('at a piece of text ends the call, which is still written down', async () => {
    server.play(stalls(openai, 'Pav'))
    const ends: string[] = []
    const afterAttempt = async (_: number, { status }: { status: string }) => void ends.push(status)
    await expect(runLoop(server, { hooks: { ...silent, onText: fail, afterAttempt } }).result).rejects.toBe(fault)
    expect(ends).toEqual(['aborted'])
    await server.received[0]?.closed
  })

  test('after the call ends the work', async () => {
    server.play(refuses(openai, 503))
    await expect(runLoop(server, { hooks: { ...silent, afterAttempt: reject } }).result).rejects.toBe(fault)
    expect(server.received).toHaveLength(1)
  })
})

describe('an open circuit', () => {
  test('opens after five failures and sends everybody to the next', async () => {
    const circuit = createCircuit()
    const limits = { attemptsPerProvider: 10 }
    server.play(...Array.from({ length: 5 }, () => refuses(openai, 503)), answers(anthropic, 'Paving.'))
    expect(await runLoop(server, { circuit, limits }).result).toMatchObject({ candidate: second, attempts: 6 })
    expect(circuit.snapshot()).toMatchObject([{ provider: 'openai', model: first.model, mode: 'open' }])

    server.play(answers(anthropic, 'Paving.'))
    expect(await runLoop(server, { circuit }).result).toMatchObject({ candidate: second, attempts: 1 })
  })

  test('is tried all the same when there is nobody else, and closes when it answers', async () => {
    const circuit = createCircuit()
    server.play(...Array.from({ length: 5 }, () => refuses(openai, 503)), answers(openai, 'Paving.'))
    const alone = { circuit, candidates: [first], limits: { attemptsPerProvider: 10 } }
    expect(await runLoop(server, alone).result).toMatchObject({ attempts: 6 })
    expect(circuit.snapshot()).toEqual([])
  })

  test('lets one of many through when it is half open', async () => {
    server.play({ kind: 'hang' })
    const clock = createTestClock()
    const circuit = createCircuit({ now: clock.now })
    const adapters = adaptersFor(server)
    const key = { provider: first.provider, keyId: adapters.openai?.keyId ?? '', model: first.model }
    for (let i = 0; i < 5; i++) circuit.fail(key)
    clock.advance(30_000)
    const runs = [1, 2, 3].map(() => runLoop(server, { circuit, clock, adapters }))
    while (server.received.length < 3) await server.nextRequest()
    expect(paths().toSorted()).toEqual([openai.path, anthropic.path, anthropic.path])
    for (const { controller } of runs) controller.abort()
    await Promise.allSettled(runs.map(({ result }) => result))
    expect(circuit.lets(key)).toBe(true)
  })

  test('does not come from requests that are themselves at fault', async () => {
    const circuit = createCircuit()
    server.play(refuses(openai, 400))
    for (let i = 0; i < 6; i++) await runLoop(server, { circuit }).result.catch(() => undefined)
    expect(circuit.snapshot()).toEqual([])
  })
})
