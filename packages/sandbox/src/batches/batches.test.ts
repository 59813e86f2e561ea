import Anthropic from '@anthropic-ai/sdk'
import OpenAI, { toFile } from 'openai'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../start-sandbox.ts'
import { promptFor } from '../test/prompts.ts'

const sandbox = await startSandbox({ pace: 'instant' })
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const openAi = (apiKey = 'sandbox') => new OpenAI({ apiKey, baseURL: sandbox.baseUrls.openai, maxRetries: 0 })
const anthropic = new Anthropic({ apiKey: 'sandbox', baseURL: sandbox.baseUrls.anthropic, maxRetries: 0 })
const messages = (brief: string) => [{ role: 'user' as const, content: promptFor({ brief }) }]

async function sendToOpenAi(briefs: string[], sdk = openAi()): Promise<string> {
  const lines = briefs.map((brief, index) =>
    JSON.stringify({
      custom_id: `line-${index}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: 'gpt-4.1', messages: messages(brief) },
    }),
  )
  const file = await sdk.files.create({
    file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl'),
    purpose: 'batch',
  })
  const batch = await sdk.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    metadata: { name: 'mine' },
  })
  return batch.id
}

interface Line {
  custom_id: string
  response: { status_code: number; body: { usage?: { prompt_tokens: number; completion_tokens: number } } } | null
  error: { code: string } | null
}

async function linesOf(fileId: string | undefined): Promise<Line[]> {
  if (!fileId) return []
  const text = await (await openAi().files.content(fileId)).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}

const sendToAnthropic = (briefs: string[]) =>
  anthropic.messages.batches.create({
    requests: briefs.map((brief, index) => ({
      custom_id: `line-${index}`,
      params: { model: 'claude-sonnet-5', max_tokens: 2000, messages: messages(brief) },
    })),
  })

describe("OpenAI's batches", () => {
  it('answer each request as a call would be, count it in the tally, and put errors into a file of their own', async () => {
    sandbox.holdBatches()
    const id = await sendToOpenAi(['One.', '[[sandbox:fault=400]]', 'Three.'])
    expect(await openAi().batches.retrieve(id)).toMatchObject({ status: 'in_progress', metadata: { name: 'mine' } })
    expect(await sandbox.endBatches()).toBe(1)
    const batch = await openAi().batches.retrieve(id)
    expect(batch).toMatchObject({ status: 'completed', request_counts: { total: 3, completed: 2, failed: 1 } })
    const [good, bad] = [await linesOf(batch.output_file_id), await linesOf(batch.error_file_id)]
    expect(good.map(({ custom_id }) => custom_id)).toEqual(['line-0', 'line-2'])
    expect(bad).toMatchObject([{ custom_id: 'line-1', response: { status_code: 400 } }])
    const told = good.reduce((sum, { response }) => sum + (response?.body.usage?.completion_tokens ?? 0), 0)
    expect(sandbox.tally().total).toMatchObject({ received: 3, output_tokens: told })
  })

  it('expire what was not done in time', async () => {
    sandbox.holdBatches()
    const id = await sendToOpenAi(['One.', 'Two.'])
    await sandbox.endBatches({ only: 1 })
    const batch = await openAi().batches.retrieve(id)
    expect(batch.status).toBe('expired')
    expect(await linesOf(batch.error_file_id)).toMatchObject([
      { custom_id: 'line-1', response: null, error: { code: 'batch_expired' } },
    ])
  })

  it('are seen by their own key only', async () => {
    const id = await sendToOpenAi(['One.'])
    const other = openAi('another')
    await expect(other.batches.retrieve(id)).rejects.toMatchObject({ status: 404 })
    expect((await other.batches.list()).data).toEqual([])
    expect((await openAi().batches.list()).data.map((batch) => batch.id)).toEqual([id])
  })

  it('are taken although the answer is lost, where that fault is set', async () => {
    await sendToOpenAi(['One.'])
    const [taken] = (await openAi().batches.list()).data
    sandbox.setFault({ fault: 'drop', provider: 'openai', model: 'batches', times: 1 })
    const again = openAi().batches.create({
      input_file_id: taken?.input_file_id ?? '',
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    })
    await expect(again).rejects.toBeInstanceOf(OpenAI.APIConnectionError)
    expect(sandbox.batches()).toHaveLength(2)
  })
})

describe("Anthropic's batches", () => {
  it('answer each request, and say what became of each', async () => {
    sandbox.holdBatches()
    const { id } = await sendToAnthropic(['One.', '[[sandbox:fault=400]]', 'Three.'])
    await expect(anthropic.messages.batches.results(id)).rejects.toThrow()
    await sandbox.endBatches({ only: 2 })
    const ends: [string, string][] = []
    for await (const { custom_id, result } of await anthropic.messages.batches.results(id))
      ends.push([custom_id, result.type])
    expect(ends).toEqual([
      ['line-0', 'succeeded'],
      ['line-1', 'errored'],
      ['line-2', 'expired'],
    ])
    expect(await anthropic.messages.batches.retrieve(id)).toMatchObject({
      processing_status: 'ended',
      request_counts: { succeeded: 1, errored: 1, expired: 1 },
    })
  })

  it('that are cancelled end without what was left', async () => {
    sandbox.holdBatches()
    const { id } = await sendToAnthropic(['One.'])
    expect(await anthropic.messages.batches.cancel(id)).toMatchObject({ processing_status: 'canceling' })
    await sandbox.endBatches()
    for await (const { result } of await anthropic.messages.batches.results(id)) expect(result.type).toBe('canceled')
    expect(sandbox.tally().total.received).toBe(0)
  })
})
