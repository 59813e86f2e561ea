import { describe, expect, it } from 'vitest'
import { followJob, type JobEvent } from './follow-job.ts'

const stream = (text: string, end: 'ends' | 'breaks' = 'ends') => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      if (end === 'ends') controller.close()
    },
    pull(controller) {
      controller.error(new Error('the connection broke'))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
const status = (id: string, state: string) =>
  `id: ${id}\nevent: status\ndata: ${JSON.stringify({ job_id: 'j', status: state })}\n\n`
const piece = `event: text\ndata: ${JSON.stringify({ job_id: 'j', attempt: 1, offset: 0, text: 'Once' })}\n\n`

async function follow(answers: Response[]): Promise<{ told: string[]; lastIds: (string | null)[] }> {
  const lastIds: (string | null)[] = []
  const told: string[] = []
  const open = (lastEventId: string | null) => {
    lastIds.push(lastEventId)
    return Promise.resolve(answers.shift() ?? new Response('', { status: 500 }))
  }
  const say = (one: JobEvent) => (one.event === 'status' ? one.data.status : one.data.text)
  const atOnce = () => Promise.resolve()
  for await (const one of followJob(open, new AbortController().signal, atOnce)) told.push(say(one))
  return { told, lastIds }
}

describe('following a job', () => {
  it('tells its states and its text, and ends with the job', async () => {
    const { told } = await follow([stream(status('1', 'processing') + piece + ': beat\n\n' + status('2', 'completed'))])
    expect(told).toEqual(['processing', 'Once', 'completed'])
  })

  it('comes back with the last id when the connection ends or breaks', async () => {
    const answers = [
      stream(status('1', 'processing')),
      stream(status('2', 'processing'), 'breaks'),
      stream(status('3', 'failed')),
    ]
    const { told, lastIds } = await follow(answers)
    expect(lastIds).toEqual([null, '1', '2'])
    expect(told).toEqual(['processing', 'processing', 'failed'])
  })

  it('that is refused throws with the code of the problem', async () => {
    const refused = new Response(JSON.stringify({ code: 'not_found', request_id: 'r', status: 404 }), { status: 404 })
    await expect(follow([refused])).rejects.toMatchObject({ code: 'not_found', status: 404, requestId: 'r' })
  })
})
