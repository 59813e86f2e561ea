import type { Estimate, GenerateRequest } from '@hg/contracts'
import { requireHeld } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { forecastGeneration } from '../generation/forecast.ts'
import { requireCallback } from '../jobs/accept.ts'
import { fillFromTemplate } from '../jobs/fill-from-template.ts'
import { findServingPrompt, requireServed } from '../jobs/prompt-needs.ts'

/**
 * What a request would cost if it were made now; what could not be made is refused in the same way. Stores nothing and
 * calls no provider.
 *
 * @throws {AppError} not_found, forbidden, content_template_missing, template_missing, variables_invalid, callback_unregistered,
 *   unknown_model, retired_model, model_not_allowed, provider_not_configured, cost_ceiling
 */
export async function estimateJob(deps: CpmDeps, ctx: Context, input: GenerateRequest): Promise<Estimate> {
  // Which callbacks there may be is for members to know.
  const needed = input.callback_url === undefined ? 'viewer' : 'member'
  const { role, serves } = await findServingPrompt(deps, ctx, input)
  requireHeld(role, needed, 'client')
  requireServed(input, serves)
  await requireCallback(deps, ctx, input)
  const request = await fillFromTemplate(deps, ctx, input)
  const { effective } = await deps.strategies.resolve(ctx, input)
  const { lowUsd, expectedUsd, highUsd, provider, model, fromHistory } = await forecastGeneration(
    deps,
    ctx,
    request,
    effective,
  )
  return { low_usd: lowUsd, expected_usd: expectedUsd, high_usd: highUsd, provider, model, from_history: fromHistory }
}
