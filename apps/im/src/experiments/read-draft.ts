import { type CreateExperimentRequest, roleAllows, type VariantKey, variantKey } from '@hg/contracts'
import {
  type ExperimentDraft,
  getPrompt,
  getPromptVersion,
  type PromptRow,
  type Queryable,
  roleOn,
  type VariantRow,
} from '@hg/db'
import { AppError } from '@hg/runtime'

/** What a draft says, as it is stored. */
export interface ReadDraft {
  draft: ExperimentDraft
  variants: VariantRow[]
}

/**
 * Reads a draft against the template that it names: one that the actor sees, of the content type, with these versions.
 *
 * @throws {AppError} `unprocessable`, naming the field
 */
export async function readDraft(tx: Queryable, input: CreateExperimentRequest): Promise<ReadDraft> {
  const { name, hypothesis, content_type, metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin } = input
  const template = await readTemplate(tx, input.template_id)
  if (template.content_type !== 'any' && template.content_type !== content_type)
    throw refuse('content_type', `must be ${template.content_type}, which the template is for`)
  for (const [index, { version }] of input.variants.entries())
    if (!(await getPromptVersion(tx, template.template_id, version)))
      throw refuse(`variants.${index}.version`, `the template has no version ${version}`)
  return {
    draft: {
      ...{ template_client_id: template.client_id, template_id: template.template_id, content_type, name },
      ...{ hypothesis: hypothesis || null, metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin },
    },
    variants: toVariants(input.variants),
  }
}

/** Gives the variants their letters, in their order. */
export function toVariants<T extends object>(given: readonly T[]): (T & { key: VariantKey })[] {
  return given.flatMap((variant, index) => {
    const key = variantKey.options[index]
    return key ? [{ ...variant, key }] : []
  })
}

/** The template of an experiment: a prompt that the actor sees with its versions. */
export async function readTemplate(tx: Queryable, templateId: string): Promise<PromptRow> {
  const row = await getPrompt(tx, templateId)
  const role = row && (await roleOn(tx, row.client_id))
  if (!row || !role || !roleAllows(role, 'viewer'))
    throw refuse('template_id', 'no such template, or its versions are not yours to see')
  if (row.kind === 'partial') throw refuse('template_id', 'is a partial: try a template that renders it')
  return row
}

export function refuse(path: string, message: string): AppError {
  return new AppError('unprocessable', undefined, { fields: [{ path, message }] })
}
