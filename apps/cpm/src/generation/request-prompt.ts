import {
  type ErrorCode,
  type GeneratePromptRequest,
  generatePromptResponse,
  type GeneratePromptResponse,
  variantKey,
} from '@hg/contracts'
import { saveVariant, withTenant } from '@hg/db'
import { AppError } from '@hg/runtime'
import type { GivenVariant, Run, UsedTemplate, WorkerDeps } from './run-context.ts'

/** The instructions module would not, or could not, render the prompt. */
export class PromptError extends Error {
  /** True when the module was away and the job had better wait. */
  readonly isRetryable: boolean
  readonly code: ErrorCode
  /** The variant that could not be rendered; null where it was none. */
  readonly variant: GivenVariant | null
  /** The version that could not be rendered; null where none was found. */
  readonly template: UsedTemplate | null

  constructor(cause: AppError) {
    super(cause.message, { cause })
    this.code = cause.code
    this.name = 'PromptError'
    this.isRetryable = cause.isRetryable
    const { experiment_id: id, variant, ...facts } = cause.facts ?? {}
    const key = variantKey.safeParse(variant)
    this.variant = id !== undefined && key.success ? { id, variant: key.data } : null
    this.template = templateOf(facts)
  }
}

/**
 * Asks the instructions module for the prompt of a job, with the strategy that the job was accepted under. The variant of an
 * experiment that the job was given is noted at once, whatever becomes of the job: what fails by its variant counts for it. The run
 * says from then on which version it was: what fails by a version counts for that.
 */
export async function requestPrompt(deps: WorkerDeps, run: Run, signal: AbortSignal): Promise<GeneratePromptResponse> {
  try {
    const rendered = await askForPrompt(deps, run, signal)
    run.template = rendered.template
    await noteVariant(deps, run, rendered.experiment)
    return rendered
  } catch (error) {
    if (!(error instanceof PromptError)) throw error
    run.template = error.template ?? missedVersion(run, error)
    if (error.variant) await noteVariant(deps, run, error.variant)
    throw error
  }
}

/** What the module says of the version that it would not render. */
function templateOf(facts: Record<string, string>): UsedTemplate | null {
  const { template_id: id, template_version, template_name: name = null } = facts
  const version = Number(template_version)
  return id !== undefined && Number.isInteger(version) ? { id, version, name } : null
}

/** A version that the request names, and that is not there any more, or not for its client. */
function missedVersion({ request: { template_id: id, template_version: version } }: Run, error: PromptError) {
  return error.code === 'template_missing' && id !== undefined && version !== undefined
    ? { id, version, name: null }
    : null
}

/** Most jobs are in no experiment, and cost nothing here. One whose experiment has ended since an earlier claim leaves it. */
async function noteVariant({ db }: WorkerDeps, run: Run, given: GivenVariant | null): Promise<void> {
  if (given?.id === run.variant?.id && given?.variant === run.variant?.variant) return
  await withTenant(db, run.actor, (tx) => saveVariant(tx, run.claim, given))
  run.variant = given
}

async function askForPrompt(deps: WorkerDeps, run: Run, signal: AbortSignal): Promise<GeneratePromptResponse> {
  const { request, snapshot, claim } = run
  try {
    return await deps.im.call(run.ctx, {
      method: 'POST',
      path: '/generate-prompt',
      body: {
        client_id: request.client_id,
        job_id: run.takesPart ? claim.id : undefined,
        topic: request.topic,
        content_type: request.content_type,
        keywords: request.keywords,
        brief: request.brief,
        strategy: snapshot.effective,
        content_template: templatePart(run),
        rewrite: rewritePart(run),
        template_id: request.template_id,
        variables: request.variables,
        requested_at: run.createdAt.toISOString(),
        token_budget: tokenBudget(run),
        template_version: request.template_version,
      } satisfies GeneratePromptRequest,
      response: generatePromptResponse,
      signal,
    })
  } catch (error) {
    throw error instanceof AppError ? new PromptError(error) : error
  }
}

/** The smaller one of what the request and the strategy allow; the prompt's version may allow less. */
function tokenBudget({ request, snapshot }: Run): number | undefined {
  const given = [request.llm?.max_prompt_tokens, snapshot.effective.llm?.max_prompt_tokens]
  const budgets = given.filter((budget) => budget !== undefined)
  return budgets.length > 0 ? Math.min(...budgets) : undefined
}

/** What the prompt says of the request's content template, beside what the request was filled with. */
function templatePart({ request: { content_template } }: Run): GeneratePromptRequest['content_template'] {
  if (!content_template) return undefined
  const { name, sections, defaults } = content_template
  return { name, sections, audience: defaults.audience, tone: defaults.tone }
}

/** The text that the prompt asks to be written anew, and what is to be different. */
function rewritePart({ request: { rewrite } }: Run): GeneratePromptRequest['rewrite'] {
  if (!rewrite) return undefined
  const { instructions, title, meta_description, content } = rewrite
  return { instructions, title, meta_description, content }
}
