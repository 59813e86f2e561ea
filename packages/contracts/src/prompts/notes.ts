import { z } from 'zod'
import { uuid } from '../primitives.ts'
import { promptOptimization } from './optimization.ts'

/**
 * What became of a model setting of a prompt's version: it counts where neither the request nor the strategy says one, and
 * where what is set aside for the piece covers it.
 */
export const promptSettingNote = z.object({
  setting: z.enum(['provider', 'model', 'routing', 'temperature', 'max_output_tokens']),
  value: z.union([z.string(), z.number()]),
  taken: z.boolean(),
  /** Why it was not taken, in words for people. */
  why: z.string().nullable(),
})
export type PromptSettingNote = z.infer<typeof promptSettingNote>

/** A partial that went into a prompt. */
export const promptPartialNote = z.object({
  template_id: uuid,
  version: z.number().int().positive(),
  name: z.string(),
})

/** How a prompt came to be what it is. */
export const promptNotes = z.object({
  optimizations: z.array(promptOptimization).default([]),
  partials: z.array(promptPartialNote).default([]),
  settings: z.array(promptSettingNote).default([]),
})
export type PromptNotes = z.infer<typeof promptNotes>
