import {
  type DemoFile,
  generateAccepted,
  type GenerateAccepted,
  type GenerateRequest,
  isFinal,
  job,
  type Job,
  jobSummary,
  type JobSummary,
  page,
} from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { type Caller, createCaller } from './caller.ts'
import { wish } from './sandbox.ts'

export type DemoClient = DemoFile['clients'][number]

/** A client of the product that calls the REST API with its key, as another service would. */
export interface Tenant {
  client: DemoClient
  api: Caller
  /** Asks for a piece and expects it to be accepted. */
  submit(wanted?: Partial<GenerateRequest>): Promise<GenerateAccepted>
  read(jobId: string): Promise<Job>
  /** Waits until a job fits, and returns it. */
  until(jobId: string, fits: (found: Job) => boolean, what: string): Promise<Job>
  /** Waits until a job has ended, however it did. */
  untilEnded(jobId: string): Promise<Job>
  /** Asks for a piece and waits until it has ended. */
  write(wanted?: Partial<GenerateRequest>): Promise<Job>
  /** All jobs whose topic or title holds these words, whatever the number of pages. */
  search(words: string): Promise<JobSummary[]>
}

const jobPage = page(jobSummary)

/** A tag that no other job has. */
export function uniqueTag(): string {
  return randomBytes(5).toString('hex')
}

/** A request for a blog post about a topic that no other job has, answered at once. */
export function newRequest(wanted: Partial<GenerateRequest> = {}): Omit<GenerateRequest, 'client_id'> {
  return {
    content_type: 'blog_post',
    topic: `Planning a small investigation, case ${uniqueTag()}`,
    keywords: ['small investigation'],
    brief: wish.instant,
    ...wanted,
  }
}

/** @param client who is written for; the key may stand above it */
export function createTenant(cpmUrl: string, client: DemoClient, key: string): Tenant {
  const api = createCaller(cpmUrl, () => ({ authorization: `Bearer ${key}` }))

  async function submit(wanted: Partial<GenerateRequest> = {}): Promise<GenerateAccepted> {
    const body = { client_id: client.id, ...newRequest(wanted) }
    const answer = await api.call('POST', '/generate', { body })
    if (answer.status !== 202) throw new Error(`POST /generate answered ${answer.status}: ${answer.text}`)
    return generateAccepted.parse(answer.body)
  }

  async function read(jobId: string): Promise<Job> {
    const answer = await api.call('GET', `/jobs/${jobId}`)
    if (answer.status !== 200) throw new Error(`GET /jobs/${jobId} answered ${answer.status}: ${answer.text}`)
    return job.parse(answer.body)
  }

  function until(jobId: string, fits: (found: Job) => boolean, what: string): Promise<Job> {
    const look = async () => {
      const found = await read(jobId)
      return fits(found) ? found : null
    }
    return waitFor(look, { timeoutMs: 45_000, intervalMs: 150, what })
  }

  const untilEnded = (jobId: string) => until(jobId, ({ status }) => isFinal(status), `the end of job ${jobId}`)

  return {
    client,
    api,
    submit,
    read,
    until,
    untilEnded,
    write: async (wanted) => untilEnded((await submit(wanted)).job_id),
    async search(words) {
      const found: JobSummary[] = []
      let cursor: string | undefined
      do {
        const answer = await api.call('GET', '/jobs', { query: { q: words, limit: '100', cursor } })
        const { items, next_cursor } = jobPage.parse(answer.body)
        found.push(...items)
        cursor = next_cursor ?? undefined
      } while (cursor !== undefined)
      return found
    },
  }
}
