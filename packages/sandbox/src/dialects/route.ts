import type { LlmProvider } from '@hg/contracts'
import { anthropic } from './anthropic.ts'
import type { Dialect } from './dialect.ts'
import { google } from './google.ts'
import { groq, openai } from './openai.ts'

/** Where a call is going, by its path. Gemini names model and streaming in the path, the others in the body. */
export type Route = { dialect: Dialect; model?: string; isStream?: boolean }

const geminiPath = /^\/v1beta\/models\/([^/:]+):(generateContent|streamGenerateContent)$/

const paths: Record<string, Dialect> = {
  '/v1/chat/completions': openai,
  '/v1/messages': anthropic,
  '/openai/v1/chat/completions': groq,
}

/** Finds the provider that answers under a path, or undefined. */
export function routeTo(pathname: string): Route | undefined {
  const dialect = paths[pathname]
  if (dialect) return { dialect }
  const gemini = geminiPath.exec(pathname)
  if (!gemini?.[1]) return undefined
  return { dialect: google, model: gemini[1], isStream: gemini[2] === 'streamGenerateContent' }
}

/** The base address that each provider's SDK is given, on a sandbox at `url`. */
export function baseUrlsOf(url: string): Record<LlmProvider, string> {
  return { openai: `${url}/v1`, anthropic: url, google: url, groq: url }
}
