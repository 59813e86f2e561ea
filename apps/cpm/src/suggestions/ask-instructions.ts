import {
  type AcceptedRequest,
  maxSuggestionAnswer,
  suggestionPrompt,
  type SuggestionPrompt,
  type SuggestionPromptRequest,
  suggestionReading,
  type SuggestionReading,
  type SuggestionReadingRequest,
} from '@hg/contracts'
import { AppError } from '@hg/runtime'
import { PromptError } from '../generation/request-prompt.ts'
import type { Work } from '../generation/work.ts'
import type { SavedAnswer } from './saved-answer.ts'

type Wishes = NonNullable<AcceptedRequest['suggestion']>

/** What a model is to be asked, by the instructions module. Throws {PromptError}; a job waits while the module is away. */
export function requestSuggestionPrompt(
  { deps, run, signal }: Work,
  { template_id, template_version, instructions, target_tokens }: Wishes,
  earlier?: SuggestionPromptRequest['earlier'],
): Promise<SuggestionPrompt> {
  const body = { template_id, template_version, instructions, target_tokens, earlier } satisfies SuggestionPromptRequest
  return orPromptError(() =>
    deps.im.call(run.ctx, { method: 'POST', path: '/suggestion-prompt', body, response: suggestionPrompt, signal }),
  )
}

/** What an answer says, and whether it can be used, by the instructions module. Throws as above: the answer is kept meanwhile. */
export async function readAnswer(
  { deps, run, signal }: Work,
  { template_id, template_version }: Wishes,
  { text, isComplete }: SavedAnswer,
): Promise<SuggestionReading> {
  if (!isComplete) return { usable: false, problems: ['It was cut off: it took more room than there was.'] }
  if (text.length > maxSuggestionAnswer) return { usable: false, problems: ['It is longer than any template.'] }
  const body = { template_id, template_version, answer: text } satisfies SuggestionReadingRequest
  return orPromptError(() =>
    deps.im.call(run.ctx, { method: 'POST', path: '/suggestion-reading', body, response: suggestionReading, signal }),
  )
}

async function orPromptError<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof AppError ? new PromptError(error) : error
  }
}
