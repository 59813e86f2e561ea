import {
  type GeneratePromptResponse,
  type PromptModelSettings,
  type PromptSettingNote,
  usualMaxRepairs,
} from '@hg/contracts'
import { leastUsd, type PricedModel, worstCaseUsd } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { Decimal } from 'decimal.js'
import { limitOf, pieceBound } from '../estimate/piece-bound.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { type ChosenModels, planModels } from './choose.ts'
import { maxOutputTokens } from './needs.ts'
import type { KeyedWork } from './work.ts'

/** What a piece is called for with, and what became of each setting of its prompt's version. */
export interface CallTerms {
  plan: ChosenModels
  temperature: number | undefined
  maxOutputTokens: number
  notes: PromptSettingNote[]
}

type Setting = PromptSettingNote['setting']

/**
 * Settles what a piece is called for with: the request says it, else the strategy, else the prompt's version. A version's model
 * is chosen within what the strategy allows, where neither request nor strategy names one; a setting that could cost more
 * than what is left of the job's reservation is not taken. Whatever is not taken is noted with its reason.
 *
 * @throws {AppError} what choosing models throws, without the version's settings
 */
export async function applyPromptSettings(work: KeyedWork, rendered: GeneratePromptResponse): Promise<CallTerms> {
  const { request, snapshot } = work.run
  const { effective } = snapshot
  const { model_settings: settings, tokens } = rendered
  const notes: PromptSettingNote[] = []
  const note = (setting: Setting, why: string | null) => {
    const value = settings[setting]
    if (value !== undefined) notes.push({ setting, value, taken: why === null, why })
  }
  const usual = maxOutputTokens(request, effective)

  const plan = await planWithSettings(work, settings, { promptTokens: tokens, maxOutputTokens: usual }, note)

  const saidTemperature = request.llm?.temperature ?? effective.llm?.temperature
  note('temperature', saidBy(request.llm?.temperature, effective.llm?.temperature))

  const asked = request.llm?.max_output_tokens === undefined ? settings.max_output_tokens : undefined
  const size = { promptTokens: tokens, maxOutputTokens: asked ?? usual }
  const tooDear = asked !== undefined && asked > usual ? whyNotCovered(work, plan.candidates[0], size) : null
  note('max_output_tokens', saidBy(request.llm?.max_output_tokens, undefined) ?? tooDear)
  return {
    plan,
    temperature: saidTemperature ?? settings.temperature,
    maxOutputTokens: asked === undefined || tooDear !== null ? usual : asked,
    notes,
  }
}

/** The models to try: by the version's settings where they count, and can be had and paid for; else without them. */
async function planWithSettings(
  work: KeyedWork,
  { provider, model, routing }: PromptModelSettings,
  size: { promptTokens: number; maxOutputTokens: number },
  note: (setting: Setting, why: string | null) => void,
): Promise<ChosenModels> {
  const { deps, keys, run } = work
  const { request, snapshot } = run
  const { effective } = snapshot
  const needs = { inputTokens: size.promptTokens, outputTokens: size.maxOutputTokens }
  const plan = (by: typeof request.llm, namedBy?: 'prompt') =>
    planModels(deps, { llm: by }, effective, needs, keys.ids, namedBy)

  const named = saidBy(request.llm?.model ?? request.llm?.provider, effective.llm?.model ?? effective.llm?.provider)
  const routed = saidBy(request.llm?.routing, effective.llm?.routing)
  const wanted = {
    ...(named === null ? { provider, model } : {}),
    ...(routed === null && routing !== undefined ? { routing } : {}),
  }
  const noteAll = (why: string | null) => {
    note('provider', named ?? why)
    note('model', named ?? why)
    note('routing', routed ?? why)
  }
  const isWanted = Object.values(wanted).some((value) => value !== undefined)
  if (isWanted) {
    const names = wanted.model !== undefined || wanted.provider !== undefined
    try {
      const chosen = await plan({ ...request.llm, ...wanted }, names ? 'prompt' : undefined)
      const why = whyNotCovered(work, chosen.candidates[0], size)
      noteAll(why)
      if (why === null) return chosen
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'unavailable') throw error
      noteAll(`${error.message}.`)
    }
  } else noteAll(null)
  return plan(request.llm)
}

/** Whether what is left of the reservation pays for a piece by this model: null, or why not. */
function whyNotCovered(
  { run }: KeyedWork,
  model: PricedModel,
  size: { promptTokens: number; maxOutputTokens: number },
): string | null {
  const { request, snapshot, purse } = run
  const { effective } = snapshot
  const repairs = effective.quality?.max_repairs ?? usualMaxRepairs
  const bound = pieceBound(model, size, repairs)
  // Where a limit was set, no more than that was set aside: then the call itself has to fit.
  const limit = limitOf(request, effective)
  const maxOutput = Math.min(size.maxOutputTokens, model.maxOutputTokens ?? Infinity)
  const writing = worstCaseUsd({ ...size, maxOutputTokens: maxOutput }, model.price)
  const needed = limit === null ? bound : leastUsd(bound, limit.usd)
  const most = Decimal.max(needed, writing)
  if (most.lte(purse.leftUsd)) return null
  return `It could cost up to $${trimDecimal(most.toFixed(10))}, and $${trimDecimal(purse.leftUsd)} is set aside for this piece.`
}

function saidBy(inRequest: unknown, inStrategy: unknown): string | null {
  if (inRequest !== undefined) return 'The request says it.'
  return inStrategy === undefined ? null : 'The strategy says it.'
}
