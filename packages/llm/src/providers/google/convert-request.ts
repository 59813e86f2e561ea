import type { GenerateContentRequest } from '@google/generative-ai'
import type { LlmRequest } from '../../types.ts'

/** Our request as Gemini's; the model stands in its address. */
export function convertRequest(request: LlmRequest): GenerateContentRequest {
  return {
    ...(request.system ? { systemInstruction: request.system } : {}),
    contents: [{ role: 'user', parts: [{ text: request.user }] }],
    generationConfig: {
      maxOutputTokens: request.maxOutputTokens,
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    },
  }
}
