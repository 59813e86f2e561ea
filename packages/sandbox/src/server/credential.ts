import type { LlmProvider } from '@hg/contracts'
import type { IncomingMessage } from 'node:http'

const headers: Record<LlmProvider, string[]> = {
  openai: ['authorization'],
  groq: ['authorization'],
  anthropic: ['x-api-key', 'authorization'],
  google: ['x-goog-api-key'],
}

/** The key that a request brings, where its provider takes it; undefined for none. */
export function credentialOf(provider: LlmProvider, req: IncomingMessage): string | undefined {
  const name = headers[provider].find((header) => req.headers[header])
  if (name) return String(req.headers[name]).replace(/^Bearer +/i, '')
  return new URL(req.url ?? '/', 'http://sandbox').searchParams.get('key') ?? undefined
}

/** True for no key, and for one that was made to be refused: it contains `refused`, such as `sk-refused`. */
export function isRefused(credential: string | undefined): boolean {
  return !credential || credential.includes('refused')
}
