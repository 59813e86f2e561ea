import type { GeneratePromptRequest, GeneratePromptResponse } from '@hg/contracts'
import { AppError, type Context } from '@hg/runtime'
import { makePrompt, type MakingDeps } from './make-prompt.ts'
import type { ServedTemplate, TemplateSource } from './serve.ts'

export interface PromptDeps extends MakingDeps {
  findTemplate: TemplateSource
}

/**
 * The prompt for one piece: the template that serves its client and content type (the client's own, or the nearest one
 * above), rendered with the request and the strategy that came along.
 *
 * @throws {AppError} `not_found`, `template_missing`, `variables_invalid`, `unknown_variable`, `template_invalid`, `unavailable`
 */
export async function generatePrompt(
  deps: PromptDeps,
  ctx: Context,
  request: GeneratePromptRequest,
): Promise<GeneratePromptResponse> {
  const template = await deps.findTemplate(ctx, request)
  if (!template) throw missing(request)

  const { experiment } = template
  const { partials, ...made } = await naming(template, makePrompt(deps, ctx, template, request))
  return {
    ...made,
    experiment,
    template: {
      id: template.template_id,
      version: template.version,
      name: template.name,
      client_id: template.client_id,
      partials,
    },
  }
}

/** A version that cannot be rendered failed as that version, and as the variant that it was: whoever asked has to know which. */
async function naming<T>({ experiment, ...template }: ServedTemplate, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, fields } = error
    const facts = {
      ...error.facts,
      ...{
        template_id: template.template_id,
        template_version: String(template.version),
        template_name: template.name,
      },
      ...(experiment && { experiment_id: experiment.id, variant: experiment.variant }),
    }
    throw new AppError(code, message, { fields, facts, cause: error })
  }
}

function missing({ template_id, template_version, content_type }: GeneratePromptRequest): AppError {
  if (template_id === undefined)
    return new AppError(
      'template_missing',
      `No active template serves this client and the content type ${content_type}.`,
    )
  if (template_version === undefined)
    return new AppError(
      'template_missing',
      'The named template does not exist, is not active, or is not for this client.',
      {
        fields: [{ path: 'template_id', message: 'no active template of this client or of one above it' }],
      },
    )
  return new AppError('template_missing', 'The named version does not exist, or is not for this client.', {
    fields: [{ path: 'template_version', message: 'no version of a template of this client or of one above it' }],
  })
}
