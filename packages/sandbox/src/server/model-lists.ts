import type { LlmProvider } from '@hg/contracts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer } from '../faults/error-answers.ts'
import type { FaultStore } from '../faults/fault-store.ts'
import { credentialOf, isRefused } from './credential.ts'

/** What faults call a list of models, in the place of a model. */
const listName = 'models'

const ids: Record<LlmProvider, string[]> = {
  openai: ['gpt-5.5', 'gpt-5.4-mini', 'gpt-4o'],
  anthropic: ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5'],
  google: ['gemini-3.1-pro', 'gemini-2.5-flash'],
  groq: ['openai/gpt-oss-120b', 'llama-3.3-70b-versatile'],
}

/** The provider whose models a request lists; undefined for any other request. OpenAI and Anthropic share a path. */
export function listedProvider(req: IncomingMessage, pathname: string): LlmProvider | undefined {
  if (req.method !== 'GET') return undefined
  switch (pathname) {
    case '/v1/models':
      return req.headers['anthropic-version'] ? 'anthropic' : 'openai'
    case '/openai/v1/models':
      return 'groq'
    case '/v1beta/models':
      return 'google'
    default:
      return undefined
  }
}

/** Lists a provider's models, as a test of a key asks. Not a call that costs anything, so it is in no tally. */
export function sendModelList(
  provider: LlmProvider,
  req: IncomingMessage,
  res: ServerResponse,
  faults: FaultStore,
): void {
  const set = faults.take(provider, listName)
  const fault = isRefused(credentialOf(provider, req)) ? '401' : set?.name
  const send = (status: number, body: object) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (fault === 'hang') return
  if (fault === 'reset') {
    res.socket?.resetAndDestroy()
    return
  }
  const error = fault && errorAnswer(provider, fault, set?.retryAfterS)
  if (error) send(error.status ?? 500, errorBody(provider, error.status ?? 500, error.error))
  else if (fault === 'malformed') res.writeHead(200, { 'content-type': 'application/json' }).end('{"data": [')
  else send(200, listBody(provider))
}

function listBody(provider: LlmProvider): object {
  switch (provider) {
    case 'google':
      return { models: ids.google.map((id) => ({ name: `models/${id}`, displayName: id })) }
    case 'anthropic':
      return { data: ids.anthropic.map((id) => ({ type: 'model', id, display_name: id })), has_more: false }
    case 'openai':
    case 'groq':
      return { object: 'list', data: ids[provider].map((id) => ({ id, object: 'model', owned_by: provider })) }
  }
}

function errorBody(provider: LlmProvider, status: number, error: { message: string; type?: string; code?: unknown }) {
  const { message, type } = error
  if (provider === 'google') return { error: { code: status, message, status: type } }
  if (provider === 'anthropic') return { type: 'error', error: { type, message } }
  return { error: { message, type, param: null, code: error.code ?? null } }
}
