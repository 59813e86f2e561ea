import type { LlmProvider } from '@hg/contracts'
import type { StoredBatch } from './batch-store.ts'

const paths: Partial<Record<LlmProvider, string>> = { openai: '/v1/chat/completions', anthropic: '/v1/messages' }

/** How many of a batch's requests are answered at the same time. */
const atOnce = 8

/**
 * Has every request of a batch answered as a call of its own, by the sandbox itself: composer, markers, faults and tally are
 * those of any other call. One whose connection breaks has an error of the provider's own.
 *
 * @param url the sandbox
 * @param only how many of them; the rest expires
 */
export async function workOff(batch: StoredBatch, url: string, only = Infinity): Promise<void> {
  const open = batch.lines.filter(({ end }) => end === null)
  const queue = open.slice(0, only)
  for (const line of open.slice(queue.length)) line.end = 'expired'
  const next = async (): Promise<void> => {
    for (let line = queue.shift(); line; line = queue.shift()) {
      if (batch.cancelledAt) line.end = 'cancelled'
      else line.end = await answerOf(batch, url, line.body, line.customId)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  batch.endedAt ??= new Date()
}

async function answerOf(batch: StoredBatch, url: string, body: object, customId: string) {
  const credential = batch.provider === 'anthropic' ? { 'x-api-key': batch.credential } : bearer(batch.credential)
  try {
    const answer = await fetch(`${url}${paths[batch.provider] ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': customId, ...credential },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  } catch {
    const error = {
      type: batch.provider === 'anthropic' ? 'api_error' : 'server_error',
      message: 'Internal server error',
    }
    return { status: 500, body: { error } }
  }
}

function bearer(credential: string) {
  return { authorization: `Bearer ${credential}` }
}
