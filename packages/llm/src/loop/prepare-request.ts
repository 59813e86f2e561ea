import { estimateTokens } from '../catalogue/estimate-tokens.ts'
import type { Model } from '../catalogue/model.ts'
import { takesPieceSchema } from '../piece/piece-schema.ts'
import type { LlmRequest, Prompt } from '../types.ts'

/** A request that a model will take, and the names of what could not be sent as it was asked. */
export interface PreparedRequest {
  request: LlmRequest
  /** `temperature`: left out. `max_output_tokens`: lowered to the model's limit, to what may be spent, or to the room that the prompt leaves. */
  droppedParameters: string[]
}

/**
 * Fits a prompt to one model. What a model would refuse is left out or lowered, and named; a schema is not missed, since
 * the prompt says in words how a piece is laid out.
 */
export function prepareRequest(prompt: Prompt, model: Model, outputLimit = Infinity): PreparedRequest {
  const { system, user, temperature } = prompt
  const takesSchema = prompt.format === 'piece' && takesPieceSchema(model)
  const keepsTemperature = temperature !== undefined && takesTemperature(model, temperature)
  const maxOutputTokens = Math.min(
    prompt.maxOutputTokens,
    model.maxOutputTokens ?? Infinity,
    outputLimit,
    roomFor(prompt, model),
  )
  return {
    request: {
      model: model.model,
      system,
      user,
      maxOutputTokens,
      ...(keepsTemperature ? { temperature } : {}),
      ...(takesSchema ? { format: 'piece' as const } : {}),
    },
    droppedParameters: [
      ...(temperature !== undefined && !keepsTemperature ? ['temperature'] : []),
      ...(maxOutputTokens < prompt.maxOutputTokens ? ['max_output_tokens'] : []),
    ],
  }
}

// Anthropic's temperatures end at 1, which is also what it takes when none is sent.
function takesTemperature(model: Model, temperature: number): boolean {
  return model.acceptsTemperature && (model.provider !== 'anthropic' || temperature <= 1)
}

function roomFor({ system, user, maxOutputTokens }: Prompt, { contextTokens }: Model): number {
  // A text has fewer tokens than bytes: most prompts need no counting.
  const surelyFits = contextTokens === null || Buffer.byteLength(system + user) + maxOutputTokens <= contextTokens
  if (surelyFits) return Infinity
  return Math.max(1, contextTokens - estimateTokens(system) - estimateTokens(user))
}
