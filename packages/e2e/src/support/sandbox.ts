import { createCaller } from './caller.ts'

/** One call, as the stand-in for the providers saw it. Token counts are what it told the client. */
export interface TalliedCall {
  provider: string
  model: string
  outcome: 'running' | 'completed' | 'aborted' | 'failed'
  status: number | null
  fault: string | null
  /** The last four characters of the key it came with. */
  key_ending: string | null
  input_tokens: number
  output_tokens: number
  cached_tokens: number
  reasoning_tokens: number
}

export interface Tally {
  total: { received: number; running: number; completed: number; aborted: number; failed: number }
  calls: TalliedCall[]
}

/** The stand-in for the four providers, with its own account of every call. */
export interface Sandbox {
  tally(): Promise<Tally>
  /** Forgets tally, faults and used-up wishes, and lets paused calls go on. */
  reset(): Promise<void>
  /** Waits until at least `count` calls stand still in the middle of their text. */
  untilPaused(count: number): Promise<void>
  /** Lets all paused calls go on. */
  resume(): Promise<void>
}

/** Drives the sandbox under `url` by its control endpoints. */
export function sandboxAt(url: string): Sandbox {
  const caller = createCaller(`${url}/__sandbox`)
  async function control(method: string, path: string, query?: Record<string, string>): Promise<unknown> {
    const { status, body, text } = await caller.call(method, path, {
      query,
      ...(method === 'POST' ? { body: {} } : {}),
    })
    if (status !== 200) throw new Error(`the sandbox answered ${status} to ${method} ${path}: ${text}`)
    return body
  }
  return {
    tally: async () => (await control('GET', '/tally')) as Tally,
    reset: async () => void (await control('POST', '/reset')),
    untilPaused: async (count) => void (await control('GET', '/paused', { count: String(count), timeout_ms: '25000' })),
    resume: async () => void (await control('POST', '/resume')),
  }
}

/** What a brief can ask of the sandbox: `[[sandbox:pause times=1]]` stops the first answer in its middle. */
export const wish = {
  instant: '[[sandbox:instant]]',
  pause: '[[sandbox:pause]]',
  pauseOnce: '[[sandbox:pause times=1]]',
  fault: (name: string, options = '') => `[[sandbox:fault=${name} ${options}]]`,
  violation: (name: string) => `[[sandbox:${name}]]`,
}
