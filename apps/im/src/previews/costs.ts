import {
  type ContentType,
  type LlmProvider,
  type PreviewCost,
  type StrategyConfiguration,
  wordCountFor,
} from '@hg/contracts'
import type { ModelRow } from '@hg/db'
import { Decimal } from 'decimal.js'

/** What an answer usually takes, in tokens for each word. */
const tokensPerWord = 1.5

/** What a piece of the usual length takes, in tokens. */
export function usualOutputTokens(type: ContentType, strategy: StrategyConfiguration): number {
  const words = wordCountFor(type, strategy.content?.word_count)
  return Math.round(((words.min + words.max) / 2) * tokensPerWord)
}

/** What a piece costs by each model that the strategy allows, the cheapest first; without what repairs would take. Pure. */
export function costsOf(
  models: readonly ModelRow[],
  strategy: StrategyConfiguration,
  tokens: { input: number; output: number },
): PreviewCost[] {
  const allowed = strategy.llm?.allowed_providers
  const usd = (perMillion: string, amount: number) => new Decimal(perMillion).mul(amount).div(1_000_000)
  const shown = (amount: Decimal) => amount.toDecimalPlaces(6, Decimal.ROUND_UP).toFixed()
  return models
    .filter(({ provider, status }) => status === 'available' && (allowed?.includes(provider as LlmProvider) ?? true))
    .map((row) => {
      const prompt = usd(row.input_usd_per_million, tokens.input)
      return { row, prompt, piece: prompt.plus(usd(row.output_usd_per_million, tokens.output)) }
    })
    .sort((one, other) => one.piece.cmp(other.piece))
    .map(({ row: { provider, model, name }, prompt, piece }) => ({
      ...{ provider: provider as LlmProvider, model, name },
      ...{ prompt_usd: shown(prompt), piece_usd: shown(piece) },
    }))
}
