import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'

/** What Node's fetch did for one call. The SDKs hide it: one drops response headers, all blur refused and reset connections. */
export interface ObservedCall {
  /** True once a request was begun, whether or not it found its server. */
  begun: boolean
  /** True once the request's headers were on the wire. */
  sent: boolean
  /** The response's headers, names in lower case. */
  headers: Map<string, string>
  /** Why the connection failed, before or after the response began. */
  failure: Error | null
}

interface Message {
  request: object
  response?: { headers: unknown[] }
  error?: Error
}

const calls = new AsyncLocalStorage<ObservedCall>()
const callOf = new WeakMap<object, ObservedCall>()
let subscribed = false

// A pooled socket's events run in the context of whoever opened it, so only `create` may look at the context.
function subscribeOnce(): void {
  if (subscribed) return
  subscribed = true
  on('undici:request:create', ({ request }) => {
    const call = calls.getStore()
    // The first request is the call's; more may come from whoever listens to its text.
    if (!call || call.begun) return
    call.begun = true
    callOf.set(request, call)
  })
  on('undici:client:sendHeaders', ({ request }) => set(request, (call) => (call.sent = true)))
  on('undici:request:headers', ({ request, response }) => {
    set(request, (call) => (call.headers = readHeaders(response?.headers ?? [])))
  })
  on('undici:request:error', ({ request, error }) => set(request, (call) => (call.failure = error ?? null)))
}

function on(channel: string, listener: (message: Message) => void): void {
  subscribe(channel, (message) => listener(message as Message))
}

function set(request: object, change: (call: ObservedCall) => void): void {
  const call = callOf.get(request)
  if (call) change(call)
}

function readHeaders(raw: unknown[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (let i = 0; i + 1 < raw.length; i += 2) headers.set(String(raw[i]).toLowerCase(), String(raw[i + 1]))
  return headers
}

/**
 * Runs `work` and watches the HTTP request that it makes with Node's own fetch, by its diagnostics channels; nothing is
 * changed. The second argument fills as the request proceeds.
 */
export function observeFetch<T>(work: (call: ObservedCall) => Promise<T>): Promise<T> {
  subscribeOnce()
  const call: ObservedCall = { begun: false, sent: false, headers: new Map(), failure: null }
  return calls.run(call, () => work(call))
}
