import { type GenerateContentRequest, type ObjectSchema, SchemaType } from '@google/generative-ai'
import { partDescriptions, pieceParts } from '../../piece/piece-schema.ts'
import type { LlmRequest } from '../../types.ts'

/** Gemini's own kind of schema, which would order the parts by name. */
const responseSchema: ObjectSchema & { propertyOrdering: string[] } = {
  type: SchemaType.OBJECT,
  properties: Object.fromEntries(
    pieceParts.map((part) => [part, { type: SchemaType.STRING, description: partDescriptions[part] }]),
  ),
  required: [...pieceParts],
  propertyOrdering: [...pieceParts],
}

/** Our request as Gemini's; the model stands in its address. */
export function convertRequest(request: LlmRequest): GenerateContentRequest {
  return {
    ...(request.system ? { systemInstruction: request.system } : {}),
    contents: [{ role: 'user', parts: [{ text: request.user }] }],
    generationConfig: {
      maxOutputTokens: request.maxOutputTokens,
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.format === 'piece' ? { responseMimeType: 'application/json', responseSchema } : {}),
    },
  }
}
