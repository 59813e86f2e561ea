import createOpenApiClient, { type Client } from 'openapi-fetch'
import { randomUUID } from 'node:crypto'
import type { operations, paths } from './api.generated.ts'
import { HgContentError, type Problem } from './error.ts'
import { followJob, type JobEvent } from './follow-job.ts'
import { type Fetch, retryingFetch } from './retrying-fetch.ts'

export type GenerateBody = operations['generate']['requestBody']['content']['application/json']
type Accepted = operations['generate']['responses'][202]['content']['application/json']
export type Job = operations['getJob']['responses'][200]['content']['application/json']

export interface ClientOptions {
  /** Where the API is: `https://cpm.hgcontent.com`. */
  baseUrl: string
  /** `hg_live_…` */
  apiKey: string
  /** In place of the global one, for proxies and tests. */
  fetch?: Fetch
}

export interface HgContentClient {
  /**
   * Every operation of the API by method and path, typed: `api.GET('/jobs', { params: { query: { status: 'failed' } } })`.
   * Answers `{ data, error, response }` and does not throw for a refusal.
   */
  api: Client<paths>
  /**
   * Asks for one piece. Safe to repeat: without `idempotencyKey` one is made for this call.
   *
   * @throws {HgContentError}
   */
  generate(body: GenerateBody, options?: { idempotencyKey?: string; signal?: AbortSignal }): Promise<Accepted>
  /** A job as it is now. @throws {HgContentError} */
  getJob(id: string, options?: { signal?: AbortSignal }): Promise<Job>
  /** Follows a job and its text until it has ended. @throws {HgContentError} */
  followJob(id: string, options?: { signal?: AbortSignal }): AsyncGenerator<JobEvent, void, undefined>
  /** The job once it has ended, however it ended: look at `status`. @throws {HgContentError} */
  waitForJob(id: string, options?: { signal?: AbortSignal }): Promise<Job>
}

/** A client of the REST API. Requests that may be repeated are, when the API is busy or away for a moment. */
export function createClient(options: ClientOptions): HgContentClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const fetchOnce: Fetch = options.fetch ?? ((request) => globalThis.fetch(request))
  const headers = { authorization: `Bearer ${options.apiKey}` }
  const api = createOpenApiClient<paths>({ baseUrl, headers, fetch: retryingFetch(fetchOnce) })
  const never = new AbortController().signal

  const client: HgContentClient = {
    api,
    async generate(body, { idempotencyKey = randomUUID(), signal } = {}) {
      const params = { header: { 'idempotency-key': idempotencyKey } }
      return unwrap(await api.POST('/generate', { body, params, ...(signal ? { signal } : {}) }))
    },
    async getJob(id, { signal } = {}) {
      return unwrap(await api.GET('/jobs/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }))
    },
    followJob(id, { signal = never } = {}) {
      const open = (lastEventId: string | null) =>
        fetchOnce(
          new Request(`${baseUrl}/jobs/${encodeURIComponent(id)}/events`, {
            headers: { ...headers, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
            signal,
          }),
        )
      return followJob(open, signal)
    },
    async waitForJob(id, { signal = never } = {}) {
      const events = client.followJob(id, { signal })
      while (!(await events.next()).done);
      return client.getJob(id, { signal })
    },
  }
  return client
}

function unwrap<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data !== undefined) return answer.data
  throw new HgContentError(answer.response.status, answer.error as Partial<Problem> | undefined)
}
