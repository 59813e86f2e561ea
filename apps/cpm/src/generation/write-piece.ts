import type { GeneratePromptResponse, PromptSettingNote } from '@hg/contracts'
import { type RenderedPrompt, savePrompt } from '@hg/db'
import { cachedCall } from '../answers/cached-call.ts'
import { type BatchedAnswer, resumeBatched } from '../provider-batches/resume-batched.ts'
import type { WonAttempt } from './attempts.ts'
import { applyPromptSettings } from './apply-prompt-settings.ts'
import type { KeyedWork } from './work.ts'
import { takenTemperature } from './run-context.ts'
import { requestPrompt } from './request-prompt.ts'

/** An answer whose call has been settled: from the client's cache, or from a provider's batch. */
export interface SettledAnswer {
  answer: BatchedAnswer
}

/**
 * Has a piece written: asks for its prompt, chooses the models, and calls them, unless the client's cache has the answer.
 *
 * @throws {JobRests} when another job is having the same prompt answered, or a provider's batch is waited for
 */
export async function writePiece(work: KeyedWork): Promise<SettledAnswer | WonAttempt> {
  const batched = await resumeBatched(work)
  if (batched) return { answer: batched }
  const { deps, run, signal } = work
  const rendered = await requestPrompt(deps, run, signal)
  const { plan, temperature, maxOutputTokens, notes } = await applyPromptSettings(work, rendered)
  const { candidates, spares, choiceOf } = plan
  run.promptTemperature = takenTemperature({ settings: notes })
  const by = await cachedCall(work, {
    purpose: 'write',
    prompt: {
      ...rendered.prompt,
      temperature,
      maxOutputTokens,
      format: 'piece',
    },
    promptTokens: rendered.tokens,
    candidates,
    spares,
    choiceOf,
    atFirst: (tx) => savePrompt(tx, run.claim, toStored(rendered, notes)),
  })
  return 'answer' in by ? { answer: { ...by.answer, finishReason: 'stop' } } : by
}

function toStored(
  { prompt, template, tokens, optimizations }: GeneratePromptResponse,
  settings: PromptSettingNote[],
): RenderedPrompt {
  return {
    system: prompt.system,
    user: prompt.user,
    templateId: template.id,
    templateVersion: template.version,
    templateName: template.name,
    tokens,
    tokensSaved: optimizations.reduce((sum, { tokens_saved }) => sum + tokens_saved, 0),
    notes: { optimizations, partials: template.partials, settings },
  }
}
