import { contentType, generateAccepted, isFinal, jobSummary, page } from '@hg/contracts'
import { chargedUnits, costUnits, toUnits } from '../support/money.ts'
import { wish } from '../support/sandbox.ts'
import { newRequest, uniqueTag } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

test('a request is accepted with the addresses of its job, and ends as a finished piece', async ({ pasco }) => {
  const request = newRequest({ keywords: ['motion sensor'] })
  const answer = await pasco.api.call('POST', '/generate', { body: { client_id: pasco.client.id, ...request } })
  expect(answer.status).toBe(202)
  const accepted = generateAccepted.parse(answer.body)
  expect(answer.headers.get('location')).toBe(accepted.status_url)
  expect(accepted).toMatchObject({ status: 'pending', status_url: `/jobs/${accepted.job_id}` })

  const done = await pasco.untilEnded(accepted.job_id)
  expect(done).toMatchObject({
    status: 'completed',
    client_id: pasco.client.id,
    topic: request.topic,
    error_code: null,
    parameters: { topic: request.topic, keywords: request.keywords, brief: request.brief },
  })
  expect(done.result?.content).toContain('## ')
  expect(done.result?.title).toBeTruthy()
  expect(done.result?.meta_description).toBeTruthy()
  expect(done.result?.quality).toMatchObject({ passed: true, score: 100 })
  expect(done.title).toBe(done.result?.title)
  expect(done.prompt?.user).toContain(request.topic)
  expect(done.strategy.layers.map(({ client_name }) => client_name)).toEqual(
    expect.arrayContaining(['HG Content', 'PASCO Scientific']),
  )
})

test('the cost follows from the tokens that the provider counted and the price, to the last digit', async ({
  pasco,
  sandbox,
}) => {
  const accepted = await pasco.submit()
  const done = await pasco.untilEnded(accepted.job_id)
  expect(done.attempts).toHaveLength(1)
  const [attempt] = done.attempts
  const { calls } = await sandbox.tally()
  expect(calls).toHaveLength(1)
  expect(attempt).toMatchObject({
    status: 'succeeded',
    provider: calls[0]?.provider,
    model_requested: calls[0]?.model,
    input_tokens: calls[0]?.input_tokens,
    output_tokens: calls[0]?.output_tokens,
    cached_input_tokens: calls[0]?.cached_tokens,
    reasoning_tokens: calls[0]?.reasoning_tokens,
    cost_estimated: false,
  })
  if (!attempt) return
  expect(toUnits(attempt.cost_usd ?? '')).toBe(costUnits(attempt))
  expect(toUnits(done.estimated_cost ?? '')).toBe(chargedUnits(done.attempts))
  expect(toUnits(done.estimated_cost ?? '')).toBeLessThanOrEqual(toUnits(accepted.estimated_cost_usd))
  expect(done).toMatchObject({
    input_tokens: attempt.input_tokens,
    output_tokens: attempt.output_tokens,
    total_tokens: (attempt.input_tokens ?? 0) + (attempt.output_tokens ?? 0),
  })
})

test('each provider writes for whoever asks for it, and is charged by what it counted', async ({
  heaviside,
  sandbox,
}) => {
  for (const provider of ['openai', 'anthropic', 'google', 'groq'] as const) {
    await sandbox.reset()
    const done = await heaviside.write({ llm: { provider } })
    const [attempt] = done.attempts
    const [call] = (await sandbox.tally()).calls
    expect(done, provider).toMatchObject({ status: 'completed', llm_provider: provider })
    expect(attempt, provider).toMatchObject({
      input_tokens: call?.input_tokens,
      output_tokens: call?.output_tokens,
      reasoning_tokens: call?.reasoning_tokens,
    })
    if (attempt) expect(toUnits(done.estimated_cost ?? ''), provider).toBe(costUnits(attempt))
  }
})

test('every content type gets a piece that passes its checks', async ({ pasco }) => {
  const accepted = await Promise.all(
    contentType.options.map((content_type) => pasco.submit({ content_type, keywords: ['force sensor'] })),
  )
  const pieces = await Promise.all(accepted.map(({ job_id }) => pasco.untilEnded(job_id)))
  for (const { content_type, status, result } of pieces) {
    const failed = result?.quality.checks.filter(({ passed }) => !passed)
    expect({ content_type, status, failed }).toEqual({ content_type, status: 'completed', failed: [] })
  }
})

test('the stream of a job tells pending, processing and completed in this order, and ends', async ({ pasco }) => {
  const { job_id, events_url } = await pasco.submit()
  const stream = await pasco.api.events(events_url)
  await stream.untilEnd()
  const statuses = stream.statuses()
  expect(statuses.map(({ status }) => status)).toEqual(['pending', 'processing', 'completed'])
  expect(statuses.every((event) => event.job_id === job_id && event.client_id === pasco.client.id)).toBe(true)
  const ids = statuses.map(({ id }) => id ?? '')
  expect(ids).toEqual([...new Set(ids)].sort())

  const done = await pasco.read(job_id)
  expect(statuses.at(-1)).toMatchObject({
    provider: done.llm_provider,
    model: done.provider_model,
    quality_score: done.quality_score,
    estimated_cost: done.estimated_cost,
  })
})

test('the text in the making is the beginning of the text that is delivered', async ({ pasco, sandbox }) => {
  const { job_id, events_url } = await pasco.submit({ brief: wish.pause })
  const stream = await pasco.api.events(events_url)
  await sandbox.untilPaused(1)
  await expect.poll(() => stream.text()?.text.length ?? 0).toBeGreaterThan(1000)
  await sandbox.resume()
  await stream.untilEnd()

  const { result } = await pasco.read(job_id)
  const whole = `# ${result?.title}\n\n${result?.content}\n\nMeta description: ${result?.meta_description}`
  const seen = stream.text()
  expect(seen?.attempt).toBe(1)
  expect(squash(whole).slice(0, squash(seen?.text ?? '').length)).toBe(squash(seen?.text ?? ''))
  expect(squash(seen?.text ?? '').length).toBeGreaterThan(squash(whole).length / 2)
  expect(stream.events.every(({ event, id }) => event === 'status' || id === undefined || id === '')).toBe(true)
})

test('who connects in the middle gets the text so far at once', async ({ pasco, sandbox }) => {
  const { events_url } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  const early = await pasco.api.events(events_url)
  await sandbox.untilPaused(1)
  await expect.poll(() => early.text()?.text.length ?? 0).toBeGreaterThan(1000)
  const late = await pasco.api.events(events_url)
  await expect.poll(() => late.text()).toEqual(early.text())
  early.close()
  late.close()
})

test('a stream that is resumed after its last event tells what was missed', async ({ pasco, sandbox }) => {
  const query = { client_id: pasco.client.id }
  const before = await pasco.api.events('/jobs/events', { query })
  const { job_id, events_url } = await pasco.submit({ brief: `${wish.pause} ${wish.instant}` })
  const ofJob = (event: { job_id: string }) => event.job_id === job_id
  const seen = await before.untilStatus((event) => ofJob(event) && event.status === 'processing', 'the job beginning')
  before.close()
  await sandbox.untilPaused(1)
  await sandbox.resume()
  await pasco.untilEnded(job_id)

  const lastEventId = (seen as { id?: string }).id ?? ''
  const after = await pasco.api.events('/jobs/events', { query, lastEventId })
  await after.untilStatus((event) => ofJob(event) && event.status === 'completed', 'the missed event')
  after.close()

  const ofOneJob = await pasco.api.events(events_url, { lastEventId })
  await ofOneJob.untilEnd()
  expect(ofOneJob.statuses().map(({ status }) => status)).toContain('completed')
})

test('a stream that is resumed after an event that nobody sent tells everything', async ({ pasco }) => {
  const { id } = await pasco.write()
  for (const lastEventId of ['garbage', '3b241101-e2bb-4255-8caf-4136c566a962']) {
    const stream = await pasco.api.events(`/jobs/${id}/events`, { lastEventId })
    await stream.untilEnd()
    expect([lastEventId, stream.statuses().map(({ status }) => status)]).toEqual([
      lastEventId,
      ['pending', 'processing', 'completed'],
    ])
  }
})

test('the stream of an agency tells of its customers', async ({ demo, heaviside }) => {
  const customer = demo.clients.find(({ slug }) => slug === 'cincinnati-electrician')
  const stream = await heaviside.api.events('/jobs/events', { query: { client_id: heaviside.client.id } })
  const answer = await heaviside.api.call('POST', '/generate', { body: { ...newRequest(), client_id: customer?.id } })
  const { job_id } = generateAccepted.parse(answer.body)
  await stream.untilStatus((event) => event.job_id === job_id && isFinal(event.status), 'the end of the job')
  stream.close()
  const told = stream.statuses().filter((event) => event.job_id === job_id)
  expect(told.map(({ status }) => status)).toEqual(['pending', 'processing', 'completed'])
  expect(told.every(({ client_id }) => client_id === customer?.id)).toBe(true)
})

test('the list goes through all jobs once, newest first, page by page', async ({ pasco }) => {
  const tag = uniqueTag()
  const submitted: string[] = []
  for (let index = 0; index < 5; index++) {
    submitted.push((await pasco.submit({ topic: `Page by page ${tag} number ${index}` })).job_id)
  }
  const listed: string[] = []
  let cursor: string | undefined
  do {
    const answer = await pasco.api.call('GET', '/jobs', { query: { q: tag, limit: '2', cursor } })
    const { items, next_cursor } = page(jobSummary).parse(answer.body)
    expect(items.length).toBeLessThanOrEqual(2)
    listed.push(...items.map(({ id }) => id))
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  expect(listed).toEqual(submitted.toReversed())
})

test('the list is narrowed by words, status, content type, provider, client and time', async ({ heaviside, demo }) => {
  const tag = uniqueTag()
  const customer = demo.clients.find(({ slug }) => slug === 'local-business-group')
  const first = await heaviside.write({ topic: `Narrowing ${tag}`, content_type: 'email', llm: { provider: 'openai' } })
  const second = await heaviside.write({ topic: `Narrowing ${tag}`, llm: { provider: 'anthropic' } })
  const third = generateAccepted.parse(
    (
      await heaviside.api.call('POST', '/generate', {
        body: { ...newRequest({ topic: `Narrowing ${tag}` }), client_id: customer?.id, llm: { provider: 'google' } },
      })
    ).body,
  )
  await heaviside.untilEnded(third.job_id)

  const names = new Map([
    [first.id, 'first'],
    [second.id, 'second'],
    [third.job_id, 'third'],
  ])
  const cases: [Record<string, string>, string[]][] = [
    [{}, ['third', 'second', 'first']],
    [{ status: 'completed' }, ['third', 'second', 'first']],
    [{ status: 'failed' }, []],
    [{ content_type: 'email' }, ['first']],
    [{ llm_provider: 'anthropic' }, ['second']],
    [{ client_id: heaviside.client.id }, ['third', 'second', 'first']],
    [{ client_id: customer?.id ?? '' }, ['third']],
    [{ created_after: second.created_at }, ['third', 'second']],
    [{ created_before: second.created_at }, ['first']],
    [{ content_type: 'blog_post', llm_provider: 'google', status: 'completed' }, ['third']],
  ]
  for (const [query, expected] of cases) {
    const answer = await heaviside.api.call('GET', '/jobs', { query: { q: tag, ...query } })
    const found = page(jobSummary).parse(answer.body).items
    expect([query, found.map(({ id }) => names.get(id))]).toEqual([query, expected])
  }
})

/** A text without its breaks and doubled spaces. */
function squash(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
