import {
  type LlmProvider,
  type PromptModelSettings,
  type PromptPart,
  promptText,
  type PromptText,
  type RoutingMode,
} from '@hg/contracts'
import { isSame } from '#lib/diff.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { rowProblems, toRows, toSchema, type VariableRow } from './variable-rows.ts'

/** The model settings as they are typed; what is empty is left to the strategy and the routing. */
export interface ModelFields {
  provider: LlmProvider | ''
  model: string
  routing: RoutingMode | ''
  temperature: string
  max_output_tokens: string
  token_budget: string
}

/** A version's text as it is being typed. */
export interface PromptDraft {
  system_template: string
  template: string
  rows: VariableRow[]
  model: ModelFields
  trim_order: string[]
}

/** The stored text that editing began with, and its version. */
export interface DraftBase {
  text: PromptText
  version: number
}

export function toDraft(text: PromptText): PromptDraft {
  const settings: PromptModelSettings = text.model_settings
  return {
    system_template: text.system_template,
    template: text.template,
    rows: toRows(text.variables),
    model: {
      provider: settings.provider ?? '',
      model: settings.model ?? '',
      routing: settings.routing ?? '',
      temperature: settings.temperature?.toString() ?? '',
      max_output_tokens: settings.max_output_tokens?.toString() ?? '',
      token_budget: settings.token_budget?.toString() ?? '',
    },
    trim_order: text.trim_order,
  }
}

/** What would be saved. Figures that are none stand in it as NaN, for the contract to refuse. */
export function toText(draft: PromptDraft): PromptText {
  const { provider, model, routing, ...figures } = draft.model
  const numbers = Object.entries(figures).flatMap(([name, typed]) =>
    typed.trim() === '' ? [] : [[name, Number(typed)] as const],
  )
  return {
    system_template: draft.system_template,
    template: draft.template,
    variables: toSchema(draft.rows),
    model_settings: {
      ...(provider === '' ? {} : { provider }),
      ...(model.trim() === '' ? {} : { model: model.trim() }),
      ...(routing === '' ? {} : { routing }),
      ...Object.fromEntries(numbers),
    },
    trim_order: draft.trim_order,
  }
}

/** The text of a version, without what is said about the version. */
export function textOf(version: PromptText): PromptText {
  const { system_template, template, variables, model_settings, trim_order } = version
  return { system_template, template, variables, model_settings, trim_order }
}

/** The parts in which what is typed differs from what is stored. */
export function changedParts(base: PromptText, draft: PromptDraft): PromptPart[] {
  const [before, after] = [toText(toDraft(base)), toText(draft)]
  return promptText.keyof().options.filter((part) => !isSame(before[part], after[part]))
}

/** What the contract finds wrong, as sentences: by `template`, `model_settings.temperature`, and for variables by their row's key. */
export function problemsOf(draft: PromptDraft): Record<string, string> {
  const problems: Record<string, string> = {}
  const keyOf = new Map(draft.rows.map(({ key, name }) => [name.trim(), key]))
  const issues = promptText.safeParse(toText(draft), { error: formMessage }).error?.issues ?? []
  for (const { path, message } of issues) {
    const [part, ...inner] = path.map(String)
    // The order says the names again, of which each is told at its row.
    if (inner[0] === 'propertyOrdering') continue
    const key = part === 'variables' ? (keyOf.get(inner[1] ?? '') ?? 'variables') : placeOf(part ?? '', inner)
    problems[key] ??= sentence(message)
  }
  return { ...problems, ...rowProblems(draft.rows) }
}

function placeOf(part: string, inner: string[]): string {
  return part === 'model_settings' && inner[0] !== undefined ? `${part}.${inner[0]}` : part
}
