import type { GeneratePromptResponse } from '@hg/contracts'
import { savePrompt } from '@hg/db'
import { cachedCall } from '../answers/cached-call.ts'
import { type BatchedAnswer, resumeBatched } from '../provider-batches/resume-batched.ts'
import type { WonAttempt } from './attempts.ts'
import { planModels } from './choose.ts'
import { maxOutputTokens } from './needs.ts'
import type { KeyedWork } from './work.ts'
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
  const { deps, run, keys, signal } = work
  const { effective } = run.snapshot
  const rendered = await requestPrompt(deps, run, signal)
  const { candidates, spares, choiceOf } = await planModels(deps, run.request, effective, rendered.tokens, keys.ids)
  const by = await cachedCall(work, {
    purpose: 'write',
    prompt: {
      ...rendered.prompt,
      temperature: run.request.llm?.temperature ?? effective.llm?.temperature,
      maxOutputTokens: maxOutputTokens(run.request, effective),
      format: 'piece',
    },
    promptTokens: rendered.tokens,
    candidates,
    spares,
    choiceOf,
    atFirst: (tx) => savePrompt(tx, run.claim, toStored(rendered)),
  })
  return 'answer' in by ? { answer: { ...by.answer, finishReason: 'stop' } } : by
}

function toStored({ prompt, template }: GeneratePromptResponse) {
  return {
    system: prompt.system,
    user: prompt.user,
    templateId: template.id,
    templateVersion: template.version,
    templateName: template.name,
  }
}
