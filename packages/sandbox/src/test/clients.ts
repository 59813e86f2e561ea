import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenerativeAI } from '@google/generative-ai'
import type { LlmProvider } from '@hg/contracts'
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import { noUsage, type Usage } from '../usage/usage.ts'

/** What an official SDK makes of an answer. `usage` is in the meaning of the sandbox's tally. */
export type Seen = { text: string; finish: string | null; usage: Usage }

export type Asked = { model?: string; system?: string; user: string; maxTokens?: number; signal?: AbortSignal }

/** One provider through its official SDK, without the SDK's own retries. */
export type Client = {
  provider: LlmProvider
  model: string
  reasoningModel?: string
  whole: (asked: Asked) => Promise<Seen>
  /** `onText` gets each piece as it arrives. */
  stream: (asked: Asked, onText?: (text: string) => void) => Promise<Seen>
}

type OpenAiUsage = {
  prompt_tokens: number
  completion_tokens: number
  prompt_tokens_details?: { cached_tokens?: number } | null
  completion_tokens_details?: { reasoning_tokens?: number } | null
}

function fromOpenAi(usage: OpenAiUsage | null | undefined): Usage {
  if (!usage) return noUsage
  return {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    cached_tokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    cache_write_tokens: 0,
    reasoning_tokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  }
}

function messagesOf(asked: Asked) {
  return [
    ...(asked.system ? [{ role: 'system' as const, content: asked.system }] : []),
    { role: 'user' as const, content: asked.user },
  ]
}

function openaiClient(baseURL: string): Client {
  const sdk = new OpenAI({ apiKey: 'sandbox', baseURL, maxRetries: 0 })
  const body = (asked: Asked) => ({
    model: asked.model ?? 'gpt-4o',
    messages: messagesOf(asked),
    max_completion_tokens: asked.maxTokens,
  })
  return {
    provider: 'openai',
    model: 'gpt-4o',
    reasoningModel: 'gpt-5-mini',
    async whole(asked) {
      const answer = await sdk.chat.completions.create(body(asked), { signal: asked.signal })
      const choice = answer.choices[0]
      return {
        text: choice?.message.content ?? '',
        finish: choice?.finish_reason ?? null,
        usage: fromOpenAi(answer.usage),
      }
    },
    async stream(asked, onText) {
      const options = { stream: true as const, stream_options: { include_usage: true } }
      const stream = await sdk.chat.completions.create({ ...body(asked), ...options }, { signal: asked.signal })
      const seen: Seen = { text: '', finish: null, usage: noUsage }
      for await (const chunk of stream) {
        const text = chunk.choices[0]?.delta.content ?? ''
        seen.text += text
        if (text) onText?.(text)
        seen.finish = chunk.choices[0]?.finish_reason ?? seen.finish
        if (chunk.usage) seen.usage = fromOpenAi(chunk.usage)
      }
      return seen
    },
  }
}

function groqClient(baseURL: string): Client {
  const sdk = new Groq({ apiKey: 'sandbox', baseURL, maxRetries: 0 })
  const body = (asked: Asked) => ({
    model: asked.model ?? 'llama-3.3-70b-versatile',
    messages: messagesOf(asked),
    max_completion_tokens: asked.maxTokens,
  })
  return {
    provider: 'groq',
    model: 'llama-3.3-70b-versatile',
    reasoningModel: 'openai/gpt-oss-120b',
    async whole(asked) {
      const answer = await sdk.chat.completions.create(body(asked), { signal: asked.signal })
      const choice = answer.choices[0]
      return {
        text: choice?.message.content ?? '',
        finish: choice?.finish_reason ?? null,
        usage: fromOpenAi(answer.usage),
      }
    },
    async stream(asked, onText) {
      const stream = await sdk.chat.completions.create({ ...body(asked), stream: true }, { signal: asked.signal })
      const seen: Seen = { text: '', finish: null, usage: noUsage }
      for await (const chunk of stream) {
        const text = chunk.choices[0]?.delta.content ?? ''
        seen.text += text
        if (text) onText?.(text)
        seen.finish = chunk.choices[0]?.finish_reason ?? seen.finish
        if (chunk.x_groq?.usage) seen.usage = fromOpenAi(chunk.x_groq.usage)
      }
      return seen
    },
  }
}

function fromAnthropic(usage: Anthropic.Usage | Anthropic.MessageDeltaUsage, before: Usage): Usage {
  const cached = usage.cache_read_input_tokens ?? 0
  const written = usage.cache_creation_input_tokens ?? 0
  return {
    input_tokens: usage.input_tokens === null ? before.input_tokens : usage.input_tokens + cached + written,
    output_tokens: usage.output_tokens,
    cached_tokens: cached,
    cache_write_tokens: written,
    reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
  }
}

function anthropicClient(baseURL: string): Client {
  const sdk = new Anthropic({ apiKey: 'sandbox', baseURL, maxRetries: 0 })
  const body = (asked: Asked) => ({
    model: asked.model ?? 'claude-sonnet-5',
    max_tokens: asked.maxTokens ?? 8000,
    ...(asked.system
      ? { system: [{ type: 'text' as const, text: asked.system, cache_control: { type: 'ephemeral' as const } }] }
      : {}),
    messages: [{ role: 'user' as const, content: asked.user }],
  })
  return {
    provider: 'anthropic',
    model: 'claude-sonnet-5',
    async whole(asked) {
      const answer = await sdk.messages.create(body(asked), { signal: asked.signal })
      const text = answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
      return { text, finish: answer.stop_reason, usage: fromAnthropic(answer.usage, noUsage) }
    },
    async stream(asked, onText) {
      const stream = await sdk.messages.create({ ...body(asked), stream: true }, { signal: asked.signal })
      const seen: Seen = { text: '', finish: null, usage: noUsage }
      for await (const event of stream) {
        if (event.type === 'message_start') seen.usage = fromAnthropic(event.message.usage, seen.usage)
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
          seen.text += event.delta.text
          onText?.(event.delta.text)
        }
        if (event.type === 'message_delta') {
          seen.usage = fromAnthropic(event.usage, seen.usage)
          seen.finish = event.delta.stop_reason
        }
      }
      return seen
    },
  }
}

type GoogleUsage = {
  promptTokenCount: number
  candidatesTokenCount: number
  cachedContentTokenCount?: number
  thoughtsTokenCount?: number
}

function fromGoogle(usage: GoogleUsage | undefined): Usage {
  if (!usage) return noUsage
  const thoughts = usage.thoughtsTokenCount ?? 0
  return {
    input_tokens: usage.promptTokenCount,
    output_tokens: usage.candidatesTokenCount + thoughts,
    cached_tokens: usage.cachedContentTokenCount ?? 0,
    cache_write_tokens: 0,
    reasoning_tokens: thoughts,
  }
}

function googleClient(baseUrl: string): Client {
  const modelFor = (asked: Asked) =>
    new GoogleGenerativeAI('sandbox').getGenerativeModel(
      { model: asked.model ?? 'gemini-2.5-flash-lite', generationConfig: { maxOutputTokens: asked.maxTokens } },
      { baseUrl },
    )
  const request = (asked: Asked) => ({
    contents: [{ role: 'user', parts: [{ text: asked.user }] }],
    ...(asked.system ? { systemInstruction: asked.system } : {}),
  })
  return {
    provider: 'google',
    model: 'gemini-2.5-flash-lite',
    reasoningModel: 'gemini-2.5-pro',
    async whole(asked) {
      const { response } = await modelFor(asked).generateContent(request(asked), { signal: asked.signal })
      const candidate = response.candidates?.[0]
      const text = candidate?.content.parts.map((part) => part.text ?? '').join('') ?? ''
      return { text, finish: candidate?.finishReason ?? null, usage: fromGoogle(response.usageMetadata) }
    },
    async stream(asked, onText) {
      const { stream, response } = await modelFor(asked).generateContentStream(request(asked), { signal: asked.signal })
      // The SDK reads the stream twice; the second reader's failure is the first one's too.
      response.catch(() => undefined)
      const seen: Seen = { text: '', finish: null, usage: noUsage }
      for await (const chunk of stream) {
        const candidate = chunk.candidates?.[0]
        const text = candidate?.content.parts.map((part) => part.text ?? '').join('') ?? ''
        seen.text += text
        if (text) onText?.(text)
        seen.finish = candidate?.finishReason ?? seen.finish
        seen.usage = fromGoogle(chunk.usageMetadata)
      }
      return seen
    },
  }
}

/** All four providers' official SDKs, pointed at a sandbox. */
export function clientsFor(baseUrls: Record<LlmProvider, string>): Client[] {
  return [
    openaiClient(baseUrls.openai),
    anthropicClient(baseUrls.anthropic),
    googleClient(baseUrls.google),
    groqClient(baseUrls.groq),
  ]
}
