import { type AcceptedRequest, maxSuggestionAnswer, type SuggestionPromptRequest } from '@hg/contracts'
import { GenerationError } from '@hg/llm'
import { whileUnavailable } from '../generation/while-unavailable.ts'
import type { KeyedWork, Work } from '../generation/work.ts'
import { readAnswer, requestSuggestionPrompt } from './ask-instructions.ts'
import { askModel } from './ask-model.ts'
import { endSuggestion, failSuggestion } from './end-suggestion.ts'
import { keepAnswer } from './keep-answer.ts'
import type { SavedAnswer } from './saved-answer.ts'

type Wishes = NonNullable<AcceptedRequest['suggestion']>
type Earlier = NonNullable<SuggestionPromptRequest['earlier']>

/**
 * Has a model write a tighter version of a template's version, and has its answer read and judged by the instructions module. An
 * answer that cannot be used is tried once more, with what was wrong with it, as far as the reservation reaches. What a lost
 * worker had answered is not called for again.
 *
 * @returns the outcome: what the logs and figures call it
 */
export async function writeSuggestion(work: Work, wishes: Wishes): Promise<string> {
  const keys = await work.deps.keyChain.hold(work.run.claim.clientId)
  const keyed = { ...work, keys }
  try {
    for (let answer = work.run.savedAnswer ?? (await tryOnce(keyed, wishes)); ;) {
      const reading = await readAnswer(work, wishes, answer)
      if (reading.usable) return await endSuggestion(work, reading.suggestion, answer)
      const { problems } = reading
      const better =
        answer.tries === 1
          ? await tryAgain(keyed, wishes, { answer: answer.text.slice(0, maxSuggestionAnswer), problems })
          : null
      if (!better) return await failSuggestion(work, problems)
      answer = better
    }
  } finally {
    keys.release()
  }
}

async function tryOnce(work: KeyedWork, wishes: Wishes, earlier?: Earlier): Promise<SavedAnswer> {
  const asked = await requestSuggestionPrompt(work, wishes, earlier)
  const won = await askModel(work, asked, earlier ? 'repair' : 'write')
  return whileUnavailable(work.signal, () => keepAnswer(work, won, earlier ? 2 : 1))
}

/** The second call; null where what is left of the reservation does not reach for it, or no provider answers. */
async function tryAgain(work: KeyedWork, wishes: Wishes, earlier: Earlier): Promise<SavedAnswer | null> {
  try {
    return await tryOnce(work, wishes, earlier)
  } catch (error) {
    if (error instanceof GenerationError) return null
    throw error
  }
}
