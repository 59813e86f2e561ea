import type { ErrorResponse } from '@copilotkit/aimock'
import type { LlmProvider } from '@hg/contracts'
import type { FaultName } from './fault-names.ts'

type Wording = { status: number; type: string; code?: string; message: string }

const openaiErrors: Partial<Record<FaultName, Wording>> = {
  '400': { status: 400, type: 'invalid_request_error', message: 'The request is not valid.' },
  '401': {
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'Incorrect API key provided.',
  },
  '404': {
    status: 404,
    type: 'invalid_request_error',
    code: 'model_not_found',
    message: 'The model does not exist or you do not have access to it.',
  },
  '429': { status: 429, type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached for requests.' },
  '500': { status: 500, type: 'server_error', message: 'The server had an error while processing your request.' },
  '503': { status: 503, type: 'server_error', message: 'The engine is currently overloaded, please try again later.' },
  '529': { status: 529, type: 'server_error', message: 'The service is overloaded.' },
  quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  context: {
    status: 400,
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    message: "This model's maximum context length is exceeded by your messages.",
  },
}

const anthropicErrors: Partial<Record<FaultName, Wording>> = {
  '400': { status: 400, type: 'invalid_request_error', message: 'The request is not valid.' },
  '401': { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
  '404': { status: 404, type: 'not_found_error', message: 'The requested model was not found.' },
  '429': { status: 429, type: 'rate_limit_error', message: 'Number of requests has exceeded your rate limit.' },
  '500': { status: 500, type: 'api_error', message: 'Internal server error' },
  '503': { status: 503, type: 'api_error', message: 'Service unavailable' },
  '529': { status: 529, type: 'overloaded_error', message: 'Overloaded' },
  quota: { status: 402, type: 'billing_error', message: 'Your credit balance is too low to access the API.' },
  context: {
    status: 400,
    type: 'invalid_request_error',
    message: 'prompt is too long: 210000 tokens > 200000 maximum',
  },
}

const googleErrors: Partial<Record<FaultName, Wording>> = {
  '400': { status: 400, type: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' },
  '401': { status: 401, type: 'UNAUTHENTICATED', message: 'API key not valid. Please pass a valid API key.' },
  '404': { status: 404, type: 'NOT_FOUND', message: 'The model is not found for API version v1beta.' },
  '429': { status: 429, type: 'RESOURCE_EXHAUSTED', message: 'Resource has been exhausted (e.g. check rate limits).' },
  '500': { status: 500, type: 'INTERNAL', message: 'An internal error has occurred.' },
  '503': { status: 503, type: 'UNAVAILABLE', message: 'The model is overloaded. Please try again later.' },
  '529': { status: 529, type: 'UNAVAILABLE', message: 'The service is overloaded.' },
  quota: {
    status: 429,
    type: 'RESOURCE_EXHAUSTED',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  context: {
    status: 400,
    type: 'INVALID_ARGUMENT',
    message: 'The input token count exceeds the maximum number of tokens allowed.',
  },
}

const errors: Record<LlmProvider, Partial<Record<FaultName, Wording>>> = {
  openai: openaiErrors,
  groq: openaiErrors,
  anthropic: anthropicErrors,
  google: googleErrors,
}

/**
 * The error with which a provider answers a fault, in its own words; undefined for faults that are no HTTP error.
 *
 * @param retryAfterS seconds of the `Retry-After` header of a 429
 */
export function errorAnswer(provider: LlmProvider, fault: FaultName, retryAfterS = 1): ErrorResponse | undefined {
  const wording = errors[provider][fault]
  if (!wording) return undefined
  const { status, ...error } = wording
  return { status, error, ...(status === 429 ? { retryAfter: retryAfterS } : {}) }
}
