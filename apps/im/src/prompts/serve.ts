import type { GeneratePromptRequest, GeneratePromptResponse } from '@hg/contracts'
import {
  type Database,
  lineageVersion,
  type RunningExperimentRow,
  servingPrompt,
  type TemplateRow,
  withTenant,
} from '@hg/db'
import { requireHeld } from '@hg/http'
import type { Context } from '@hg/runtime'
import { LRUCache } from 'lru-cache'
import { allocate } from '../experiments/statistics/allocate.ts'

/** A version, and the experiment that it was chosen for; null without one. */
export type ServedTemplate = TemplateRow & Pick<GeneratePromptResponse, 'experiment'>

/** Finds the version that serves a request; null where none does. */
export type TemplateSource = (
  ctx: Context,
  asked: Pick<GeneratePromptRequest, 'client_id' | 'content_type' | 'template_id' | 'template_version' | 'job_id'>,
) => Promise<ServedTemplate | null>

const rememberedVersions = 500

/** Which partials a row was read with, as the database names them. */
const partialsOf = ({ partials }: TemplateRow) => partials.map((one) => `${one.template_id}:${one.version}`).join(' ')

/** As the database decides whether a text has partials at all. */
const rendersPartials = ({ template, system_template }: TemplateRow) => /render/.test(template + system_template)

/**
 * Makes a source that asks the database each time which version serves, and whether the caller may have it: what was activated a
 * moment ago serves everywhere. Only the texts are remembered, which never change. Where an experiment runs, a job is given its
 * variant instead of the version in use: the same one at every instance, without anything to be remembered.
 *
 * The source throws {AppError} `not_found` for a client that is not the caller's to see, and `unavailable`.
 */
export function createTemplateSource(db: Database): TemplateSource {
  const known = new LRUCache<string, { row: TemplateRow; rendersPartials: boolean }>({ max: rememberedVersions })

  return async (ctx, { client_id, content_type, template_id, template_version, job_id }) => {
    const asked = {
      ...{ clientId: client_id, contentType: content_type, templateId: template_id, version: template_version },
      takesPart: job_id !== undefined && template_version === undefined,
    }
    const { role, serves, experiment: running } = await servingPrompt(db, ctx.actor, asked)
    requireHeld(role, 'viewer', 'client')
    if (!serves) return null
    const { name, client_name } = serves
    const chosen = running && job_id !== undefined ? assign(running, job_id) : null
    const version = chosen?.version ?? serves.version
    const experiment = chosen?.experiment ?? null
    const key = `${serves.template_id}:${version}`
    const kept = known.get(key)
    if (kept && (!kept.rendersPartials || partialsOf(kept.row) === (serves.partials ?? '')))
      return { ...kept.row, name, client_name, experiment }
    const row = await withTenant(db, ctx.actor, (tx) => lineageVersion(tx, client_id, serves.template_id, version))
    if (row) known.set(key, { row, rendersPartials: rendersPartials(row) })
    return row && { ...row, experiment }
  }
}

/** The variant that a job is given, and its version. */
function assign(
  { id, name, variants }: RunningExperimentRow,
  jobId: string,
): { version: number; experiment: NonNullable<ServedTemplate['experiment']> } | null {
  const key = allocate(id, jobId, variants)
  const variant = variants.find((one) => one.key === key)
  return variant ? { version: variant.version, experiment: { id, name, variant: key } } : null
}
