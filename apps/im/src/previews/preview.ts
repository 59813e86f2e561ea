import type { PreviewPromptRequest, PromptFinding, PromptPreview } from '@hg/contracts'
import {
  type Database,
  lineageVersion,
  listModels,
  listPartials,
  type Queryable,
  type TemplateRow,
  withTenant,
} from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import { makePrompt, type MakingDeps } from '../prompts/make-prompt.ts'
import { createRenderer } from '../prompts/render.ts'
import { checkVersion } from '../templates/check.ts'
import { findPrompt } from '../templates/find.ts'
import { costsOf, usualOutputTokens } from './costs.ts'
import { readSubject } from './subject.ts'

export interface PreviewDeps extends MakingDeps {
  db: Database
}

/**
 * The prompt that a text would make, or a stored version makes, for a piece, a sample or typed values; calls no provider. Who may
 * read the template may preview it: by choosing values, one sees every branch of it. So a client below, which is served by it,
 * sees the prompts of its own pieces and nothing more.
 *
 * @throws {AppError} `not_found`, `unprocessable`, `variables_invalid` for values that the template does not take
 */
export async function previewPrompt(
  deps: PreviewDeps,
  ctx: Context,
  input: PreviewPromptRequest,
): Promise<PromptPreview> {
  const { client_id: owner, against, token_budget } = input
  const { template, findings, request, models } = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, owner, 'viewer', 'client')
    const { row, content_type } = await readText(tx, input)
    const { request, clientName } = await readSubject(tx, owner, input, row.variables)
    const subject = { client_id: owner, kind: 'prompt', name: row.name, content_type } as const
    const findings = await checkVersion(tx, subject, row)
    return { template: { ...row, client_name: clientName }, findings, request, models: await listModels(tx) }
  })
  const output = usualOutputTokens(request.content_type, request.strategy)
  const nothing = { prompt: null, tokens: null, partials: [], optimizations: [], costs: [] }
  const failed = { ...nothing, output_tokens: output, model_settings: template.model_settings }
  // What cannot be read, or never ends, is not tried a second time.
  if (findings.some(({ severity, code }) => severity === 'error' && code === 'template_invalid'))
    return { ...failed, findings }
  const made = await render(deps, ctx, { ...input, against, template }, { ...request, token_budget })
  if ('finding' in made) {
    const isTold = findings.some(({ severity }) => severity === 'error')
    return { ...failed, findings: isTold ? findings : [made.finding, ...findings] }
  }
  const { prompt, tokens, partials, model_settings, optimizations } = made
  return {
    ...{ prompt, tokens, output_tokens: output, partials, model_settings, optimizations, findings },
    costs: costsOf(models, request.strategy, { input: tokens, output }),
  }
}

/** A stored version that the actor may read, or the text that was given, with the partials in use of its client. */
async function readText(tx: Queryable, { client_id, text, template_id, version }: PreviewPromptRequest) {
  if (template_id === undefined || version === undefined) {
    const none = { system_template: '', template: '', variables: {}, model_settings: {}, trim_order: [] }
    const row: TemplateRow = {
      ...{ template_id: 'given', version: 1, name: 'as given', client_id, client_name: '' },
      ...(text ?? none),
      partials: await listPartials(tx, client_id),
    }
    return { row, content_type: 'any' as const }
  }
  const prompt = await findPrompt(tx, template_id, 'viewer')
  if (prompt.client_id !== client_id) throw notFound('template')
  const found = await lineageVersion(tx, client_id, template_id, version)
  if (!found) throw notFound('version')
  return { row: found, content_type: found.content_type }
}

async function render(
  deps: PreviewDeps,
  ctx: Context,
  { text, template }: PreviewPromptRequest & { template: TemplateRow },
  request: Parameters<typeof makePrompt>[3],
): Promise<Awaited<ReturnType<typeof makePrompt>> | { finding: PromptFinding }> {
  // What is given is compiled for this once: what is remembered goes by id and version.
  const renderPrompt = text === undefined ? deps.renderPrompt : createRenderer()
  try {
    return await makePrompt({ ...deps, renderPrompt }, ctx, template, request)
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'template_invalid' && error.code !== 'unknown_variable'))
      throw error
    const part = error.fields[0]?.path === 'system_template' ? 'system_template' : 'template'
    return { finding: { severity: 'error', code: error.code, message: error.message, part } }
  }
}
