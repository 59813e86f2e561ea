import type { ChatCompletionRequest, FixtureResponse } from '@copilotkit/aimock'
import type { LlmProvider } from '@hg/contracts'
import { compose } from '../composer/compose.ts'
import { mend } from '../composer/mend/mend.ts'
import { purposeOf, readRepair } from '../composer/mend/read-repair.ts'
import { readTightening } from '../composer/tighten/read-tightening.ts'
import { tighten } from '../composer/tighten/tighten.ts'
import { topicOf } from '../composer/brief/topic-of.ts'
import { errorAnswer } from '../faults/error-answers.ts'
import type { FaultName } from '../faults/fault-names.ts'
import type { FaultStore } from '../faults/fault-store.ts'
import { parseMarkers, stripMarkers } from '../markers/parse-markers.ts'
import type { UseCounter } from '../markers/use-counter.ts'
import { type Wishes, wishesOf } from '../markers/wishes.ts'
import type { PromptCache } from '../usage/prompt-cache.ts'
import { reasoningTokens } from '../usage/reasoning.ts'
import { countTokens, splitTokens, type TextPiece } from '../usage/tokens.ts'
import type { Usage } from '../usage/usage.ts'
import type { Call } from './call.ts'
import { credentialOf, isRefused } from './credential.ts'
import { toJson } from './to-json.ts'
import { digestOf, type Prompt, promptOf } from './prompt.ts'

/** What a call will get: its text in tokens, the usage, and what happens on the way. */
export type Plan = {
  pieces: TextPiece[]
  usage: Usage
  fault?: FaultName
  tokensPerSecond?: number
  pauses: boolean
}

export type Planner = {
  faults: FaultStore
  uses: UseCounter
  promptCache: PromptCache
}

/** The chat formats put a few tokens around each message and at the end. */
const tokensAroundMessage = 3

/** Cuts an answer where the model would have to stop; reasoning comes first and eats into the limit. */
function cutToLimit(pieces: TextPiece[], tokenLimit: number): TextPiece[] {
  let tokens = 0
  const end = pieces.findIndex((piece) => (tokens += piece.tokens) > tokenLimit)
  return end === -1 ? pieces : pieces.slice(0, end)
}

function usageFor(call: Call, planner: Planner, prompt: Prompt, textTokens: number, reasoning: number): Usage {
  const { dialect, model, request } = call
  const owner = [dialect.provider, model, credentialOf(dialect.provider, call.req)].join('\n')
  const cache = dialect.cachesPrompt(request) ? planner.promptCache.readAndKeep(owner, prompt.all) : undefined
  return {
    input_tokens: countTokens(prompt.all) + tokensAroundMessage * (prompt.messages + 1),
    output_tokens: textTokens + reasoning,
    cached_tokens: cache?.cachedTokens ?? 0,
    cache_write_tokens: dialect.provider === 'anthropic' ? (cache?.writtenTokens ?? 0) : 0,
    reasoning_tokens: reasoning,
  }
}

/** A piece, the passages that are to be mended in one, or a template in fewer words. */
function answerTo(prompt: Prompt, wishes: Wishes): string {
  const tightening = readTightening({ user: stripMarkers(prompt.user) })
  if (tightening) return tighten(tightening, wishes.suggestionFault)
  const repair = readRepair(prompt)
  return repair ? mend(withoutMarkers(prompt), repair, wishes.repairFault) : compose(prompt, wishes.violations)
}

function withoutMarkers({ system, user }: Prompt): { system: string; user: string } {
  return { system: stripMarkers(system), user: stripMarkers(user) }
}

function writeAnswer(call: Call, planner: Planner, prompt: Prompt, wishes: Wishes, fault?: FaultName) {
  const { dialect, model, request } = call
  const hasText = fault !== 'empty' && fault !== 'refused'
  const seed = Number.parseInt(digestOf(stripMarkers(`${prompt.system}\n${prompt.user}`)).slice(0, 6), 16)
  const tokenLimit = Math.max(1, dialect.maxOutputTokens(request) ?? Infinity)
  const reasoning = Math.min(hasText ? reasoningTokens(dialect.provider, model, request, seed) : 0, tokenLimit)
  const schema = dialect.answerSchema(request)
  const piece = hasText ? answerTo(prompt, wishes) : ''
  const whole = hasText ? splitTokens(schema ? toJson(piece, schema) : piece) : []
  const pieces = cutToLimit(whole, tokenLimit - reasoning)
  const textTokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0)
  return { pieces, usage: usageFor(call, planner, prompt, textTokens, reasoning), isCut: pieces.length < whole.length }
}

const refusal: Record<LlmProvider, string> = {
  openai: 'content_filter',
  groq: 'content_filter',
  anthropic: 'refusal',
  google: 'content_filter',
}

/**
 * Decides what a call gets: reads the markers, takes a fault if one is due, has the article written and counts its tokens.
 * Returns the answer in aimock's terms, and the plan unless the answer is an error.
 */
export function planCall(
  call: Call,
  request: ChatCompletionRequest,
  planner: Planner,
): { answer: FixtureResponse; plan?: Plan } {
  const { provider } = call.dialect
  const { record } = call.tallied
  const prompt = promptOf(request)
  const asked = `${prompt.system}\n${prompt.user}`
  const markers = parseMarkers(asked)
  record.job ??= markers.find(({ name }) => name === 'job')?.value ?? null
  const scope = record.job ?? topicOf(stripMarkers(asked)) ?? digestOf(stripMarkers(asked))
  const wishes = wishesOf(markers, provider, scope, planner.uses, purposeOf(prompt))
  const set = planner.faults.take(provider, call.model)
  const keyFault = isRefused(credentialOf(provider, call.req)) ? { name: '401' as const } : undefined
  const fault: Wishes['fault'] = keyFault ?? set ?? wishes.fault
  record.fault = fault?.name ?? null
  record.violations = [...wishes.violations]

  const error = fault && errorAnswer(provider, fault.name, fault.retryAfterS)
  if (error) return { answer: error }
  const { pieces, usage, isCut } = writeAnswer(call, planner, prompt, wishes, fault?.name)
  record.read_tokens = usage.input_tokens
  const finishReason = fault?.name === 'refused' ? refusal[provider] : isCut ? 'length' : 'stop'
  return {
    answer: {
      content: pieces.map((piece) => piece.text).join(''),
      finishReason,
      model: call.model,
      usage: { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens },
    },
    plan: {
      pieces,
      usage,
      fault: fault?.name,
      tokensPerSecond: wishes.tokensPerSecond,
      pauses: wishes.pauses,
    },
  }
}
