import type {
  SuggestionPrompt,
  SuggestionPromptRequest,
  SuggestionReading,
  SuggestionReadingRequest,
} from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Context } from '@hg/runtime'
import { countTokens } from '../prompts/tokens.ts'
import { examineVersion } from '../validation/validate-version.ts'
import { buildSuggestionPrompt } from './build-prompt.ts'
import { findVersion } from './find-version.ts'
import { judgeSuggestion, tokensOfText } from './judge.ts'
import { readSuggestion } from './read-answer.ts'

/** What a model is to be asked for a tighter version. Throws {AppError} `not_found`. */
export async function makeSuggestionPrompt(
  deps: { db: Database },
  ctx: Context,
  input: SuggestionPromptRequest,
): Promise<SuggestionPrompt> {
  const { version, context } = await findVersion(deps, ctx, input)
  const tokens = examineVersion(version, context).size?.tokens ?? tokensOfText(version)
  const prompt = buildSuggestionPrompt(version, { ...input, tokens })
  return { prompt, tokens: countTokens(prompt.system) + countTokens(prompt.user) }
}

/** What a model answered, read and judged. Throws {AppError} `not_found`. */
export async function readSuggestionAnswer(
  deps: { db: Database },
  ctx: Context,
  input: SuggestionReadingRequest,
): Promise<SuggestionReading> {
  const { version, context } = await findVersion(deps, ctx, input)
  const read = readSuggestion(input.answer, version)
  if ('problems' in read) return { usable: false, problems: read.problems }
  return judgeSuggestion(version, read.parts, context)
}
