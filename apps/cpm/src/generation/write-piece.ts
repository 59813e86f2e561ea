import type { GeneratePromptResponse } from '@hg/contracts'
import { savePrompt } from '@hg/db'
import { cachedCall } from '../answers/cached-call.ts'
import type { TakenAnswer } from '../answers/take-turn.ts'
import type { WonAttempt } from './attempts.ts'
import { planModels } from './choose.ts'
import { maxOutputTokens } from './needs.ts'
import type { KeyedWork } from './work.ts'
import { requestPrompt } from './request-prompt.ts'

/**
 * Has a piece written: asks for its prompt, chooses the models, and calls them, unless the client's cache has the answer.
 *
 * @throws {AnswerAwaited} when another job is having the same prompt answered
 */
export async function writePiece(work: KeyedWork): Promise<TakenAnswer | WonAttempt> {
  const { deps, run, keys, signal } = work
  const { effective } = run.snapshot
  const rendered = await requestPrompt(deps, run, signal)
  const { candidates, spares, choiceOf } = await planModels(deps, run.request, effective, rendered.tokens, keys.ids)
  return cachedCall(work, {
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
