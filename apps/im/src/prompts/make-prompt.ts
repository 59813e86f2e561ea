import {
  type ClientFacts,
  type GeneratePromptRequest,
  type GeneratePromptResponse,
  type PromptVariableFault,
  toVariableErrors,
} from '@hg/contracts'
import { type Database, readFacts, type TemplateRow, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { findReferences, type Reference } from '../validation/find-references.ts'
import { promptContext } from './context.ts'
import { createEngine } from './engine.ts'
import { optimisePrompt } from './optimise/optimise-prompt.ts'
import type { PromptRenderer, RenderedPrompt } from './render.ts'
import { rewritePart } from './rewrite.ts'
import { readVariables } from './variables.ts'

export interface MakingDeps {
  renderPrompt: PromptRenderer
  /** What is known about a client; asked only where a template looks at it. */
  findFacts: (ctx: Context, clientId: string) => Promise<ClientFacts>
}

/** Reads facts as the actor may see them. */
export function createFactsSource(db: Database): MakingDeps['findFacts'] {
  return (ctx, clientId) => withTenant(db, ctx.actor, (tx) => readFacts(tx, clientId))
}

type MadePrompt = Omit<GeneratePromptResponse, 'template' | 'experiment'> & { partials: RenderedPrompt['partials'] }

/**
 * The prompt of one piece by one version of a template: its variables read, its context put together, rendered, made to fit.
 *
 * @throws {AppError} `variables_invalid`, `unknown_variable`, `template_invalid`, `unavailable`
 */
export async function makePrompt(
  deps: MakingDeps,
  ctx: Context,
  template: TemplateRow,
  request: GeneratePromptRequest,
): Promise<MadePrompt> {
  const { vars, faults } = readVariables(template.variables, request.variables)
  if (faults.length > 0) throw refuseVariables(template, faults)
  const facts = looksAtFacts(template) ? await deps.findFacts(ctx, request.client_id) : {}

  let partials: RenderedPrompt['partials'] = []
  const { system, user, tokens, optimizations } = optimisePrompt({
    render: (context) => {
      const rendered = deps.renderPrompt(template, context)
      partials = rendered.partials
      return rendered
    },
    context: promptContext(request, { name: template.client_name, facts }, vars),
    tail: request.rewrite && rewritePart(request.rewrite),
    budget: smallest(request.token_budget, template.model_settings.token_budget),
    trimOrder: trimOrderOf(template),
  })
  return { prompt: { system, user }, tokens, model_settings: template.model_settings, optimizations, partials }
}

/** Whether a text might: the facts, or the day, which is that of the client's time zone. */
function looksAtFacts({ template, system_template, partials }: TemplateRow): boolean {
  return [template, system_template, ...partials.map((partial) => partial.template)].some((text) =>
    tagsOf(text).some((tag) => /\b(facts|today|date)\b/.test(tag)),
  )
}

/** What stands in tags; with what follows a tag that quotes something, which may not end where it seems to. */
function tagsOf(text: string): string[] {
  const [, ...pieces] = text.split(/\{[{%]/)
  return pieces.map((piece) => {
    const end = piece.search(/[}%]\}/)
    const inside = end === -1 ? piece : piece.slice(0, end)
    return /["']/.test(inside) ? piece : inside
  })
}

/** Without the variables that the template cannot do without. An order of nothing else leaves nothing out. */
function trimOrderOf({ trim_order, variables }: TemplateRow): string[] {
  return trim_order.map((path) => (variables.required?.some((name) => path === `vars.${name}`) ? '' : path))
}

function smallest(...budgets: (number | undefined)[]): number | undefined {
  const given = budgets.filter((budget) => budget !== undefined)
  return given.length > 0 ? Math.min(...given) : undefined
}

const partNames = { template: 'user part', system_template: 'system part' }
/** As many as a message names. */
const mostNamed = 5

function refuseVariables(template: TemplateRow, faults: PromptVariableFault[]): AppError {
  const places = findVariables(template)
  const told = faults.slice(0, mostNamed).map(({ name, message }) => {
    const place = places.find(({ path }) => path[1] === name)
    const where = place ? ` (${placeOf(place)})` : ''
    return `the variable "${name}"${where} ${message}`
  })
  const more = faults.length > mostNamed ? `; and ${faults.length - mostNamed} more` : ''
  return new AppError(
    'variables_invalid',
    `The template "${template.name}" (version ${template.version}) cannot be rendered: ${told.join('; ')}${more}.`,
    { fields: toVariableErrors(faults) },
  )
}

function placeOf({ part, line, partial }: Reference): string {
  return partial === undefined ? `${partNames[part]}, line ${line}` : `partial "${partial}", line ${line}`
}

/** Where a version names its variables; nothing for texts that cannot be read. */
function findVariables(template: TemplateRow): Reference[] {
  try {
    return findReferences(createEngine(), template).filter(({ path }) => path[0] === 'vars')
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return []
    throw error
  }
}
