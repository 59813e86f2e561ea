import type { ConflictCode, LlmProvider } from '@hg/contracts'
import { type Conflict, type ConflictInput, labelOf, listed, partiesOf } from './input.ts'

/** As people write them. */
const providerNames: Record<LlmProvider, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  groq: 'Groq',
}

function nameOf(provider: string): string {
  return providerNames[provider as LlmProvider]
}

/** A provider or model that requests would be refused for, or soon will. */
export function findModelConflicts(input: ConflictInput): Conflict[] {
  const { llm } = input.effective
  if (!llm) return []
  const { provider, model, allowed_providers: allowed } = llm
  const conflict = (
    code: ConflictCode,
    paths: string[],
    message: string,
    remedy: string,
    severity: Conflict['severity'] = 'error',
  ): Conflict[] => {
    const values = [code === 'provider_not_allowed' ? provider : model].filter((value) => value !== undefined)
    return [
      { code, severity, paths, message, remedy, values, parties: paths.flatMap((path) => partiesOf(input, path)) },
    ]
  }
  const isAllowed = (name: string) => !allowed || allowed.includes(name as LlmProvider)
  const allowedNames = listed((allowed ?? []).map(nameOf))

  const ofProvider =
    provider === undefined || isAllowed(provider)
      ? []
      : conflict(
          'provider_not_allowed',
          ['llm.provider', 'llm.allowed_providers'],
          `${nameOf(provider)} is named, but only ${allowedNames} may write. Requests are refused.`,
          `Allow ${nameOf(provider)}, or name another provider.`,
        )
  const ofRefusal =
    llm.on_refusal === 'other_provider' && allowed?.length === 1
      ? [
          {
            code: 'refusal_goes_nowhere' as const,
            severity: 'warning' as const,
            paths: ['llm.on_refusal', 'llm.allowed_providers'],
            message: `Refused content may go to another provider, but only ${allowedNames} may write. Pieces fail.`,
            remedy: `Allow another provider, or let refused pieces fail.`,
            values: [],
            parties: ['llm.on_refusal', 'llm.allowed_providers'].flatMap((path) => partiesOf(input, path)),
          },
        ]
      : []
  const ofBoth = [...ofProvider, ...ofRefusal]
  if (model === undefined) return ofBoth

  const named = input.models.filter((row) => row.model === model)
  const fitting = named.filter((row) => provider === undefined || row.provider === provider)
  const found = fitting.find(({ status }) => status !== 'retired') ?? fitting[0]
  if (!found) {
    const elsewhere = named[0]
    return [
      ...ofBoth,
      ...conflict(
        'model_unknown',
        elsewhere ? ['llm.model', 'llm.provider'] : ['llm.model'],
        elsewhere && provider !== undefined
          ? `${model} is a model of ${nameOf(elsewhere.provider)}, not of ${nameOf(provider)}. Requests are refused.`
          : `The catalogue has no model ${model} with a price. Requests are refused.`,
        elsewhere
          ? 'Name the model’s own provider, or none.'
          : `Choose a model of the catalogue, or leave ${labelOf('llm.model')} open.`,
      ),
    ]
  }
  const next = found.successor === null ? 'Choose another model.' : `Its successor is ${found.successor}.`
  if (found.status === 'retired')
    return [
      ...ofBoth,
      ...conflict(
        'model_retired',
        ['llm.model'],
        `${nameOf(found.provider)} no longer answers for ${model}. Requests are refused.`,
        next,
      ),
    ]
  const deprecated =
    found.status === 'deprecated'
      ? conflict('model_deprecated', ['llm.model'], `${nameOf(found.provider)} will retire ${model}.`, next, 'warning')
      : []
  if (isAllowed(found.provider) || ofProvider.length > 0) return [...ofBoth, ...deprecated]
  return [
    ...ofRefusal,
    ...conflict(
      'model_not_allowed',
      ['llm.model', 'llm.allowed_providers'],
      `${model} is a model of ${nameOf(found.provider)}, but only ${allowedNames} may write. Requests are refused.`,
      `Allow ${nameOf(found.provider)}, or choose another model.`,
    ),
    ...deprecated,
  ]
}
