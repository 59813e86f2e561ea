import type { LlmProvider, PromptFinding, PromptModelSettings, PromptSize, StrategyConfiguration } from '@hg/contracts'
import type { ModelRow } from '@hg/db'

/** The models that pieces of a client may be written by, as far as is known here: its keys are not. */
export function modelsFor(models: readonly ModelRow[], strategy: StrategyConfiguration): ModelRow[] {
  const allowed = strategy.llm?.allowed_providers
  return models.filter(
    ({ provider, status }) => status === 'available' && (allowed?.includes(provider as LlmProvider) ?? true),
  )
}

/** The model that a version asks for; undefined where it names none, or none that there is. */
export function namedModel(
  models: readonly ModelRow[],
  { model, provider }: PromptModelSettings,
): ModelRow | undefined {
  return models.find((row) => row.model === model && (provider === undefined || row.provider === provider))
}

const settings = (severity: PromptFinding['severity'], code: string, message: string): PromptFinding[] => [
  { severity, code, message, part: 'model_settings' },
]

/** The model that a version asks for must exist; whether it counts is for the strategy to say. */
export function checkModel(
  asked: PromptModelSettings,
  models: readonly ModelRow[],
  strategy: StrategyConfiguration,
): PromptFinding[] {
  if (models.length === 0) return []
  const allowed = strategy.llm?.allowed_providers
  const named = namedModel(models, asked)
  if (asked.model !== undefined && !named) {
    const of = asked.provider === undefined ? '' : ` of ${asked.provider}`
    return settings('error', 'model_unknown', `there is no model "${asked.model}"${of} in the catalogue`)
  }
  if (named?.status === 'retired') {
    const successor = named.successor === null ? '' : `; its successor is "${named.successor}"`
    return settings('error', 'model_retired', `the model "${named.model}" is retired${successor}`)
  }
  const provider = (named?.provider ?? asked.provider) as LlmProvider | undefined
  const allowing = provider !== undefined && allowed && !allowed.includes(provider)
  if (allowing)
    return settings(
      'warning',
      'model_not_allowed',
      `the strategy allows ${allowed.join(', ')}, so pieces are not written by ${named?.model ?? provider}`,
    )
  return []
}

/** Prompt and piece must go into the window of the model that is asked for, and should go into that of every one that may write. */
export function checkWindow(
  size: PromptSize,
  usable: readonly ModelRow[],
  named: ModelRow | undefined,
): PromptFinding[] {
  const needed = size.tokens + size.output_tokens
  const tooSmall = ({ context_tokens }: ModelRow) => context_tokens !== null && needed > context_tokens
  const tell = (model: ModelRow) =>
    `the prompt has about ${size.tokens} tokens and a piece ${size.output_tokens}; "${model.model}" has room for ${String(model.context_tokens)}`
  const too = { part: 'template', code: 'too_long' } as const
  if (named && tooSmall(named)) return [{ severity: 'error', ...too, message: tell(named) }]
  const [smallest] = usable
    .filter(tooSmall)
    .sort((one, other) => (one.context_tokens ?? 0) - (other.context_tokens ?? 0))
  return smallest ? [{ severity: 'warning', ...too, message: tell(smallest) }] : []
}

/** From this size on, providers keep the beginning of a prompt. */
const worthCaching = 1024
/** So much less than all of it is kept when what varies stands too far in front. */
const keptAtLeast = 0.5

/** What is the same for every piece had better come first: providers read that at a fraction of the price. */
export function checkPrefix({ tokens, cacheable_tokens }: PromptSize): PromptFinding[] {
  if (tokens < worthCaching || cacheable_tokens >= tokens * keptAtLeast) return []
  const message = `only the first ${cacheable_tokens} of ${tokens} tokens are the same for two pieces; say first what all pieces share, and providers read it from their caches`
  return [{ severity: 'warning', code: 'varies_early', part: 'template', message }]
}
