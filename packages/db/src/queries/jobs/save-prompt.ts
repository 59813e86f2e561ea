import type { PromptNotes } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface RenderedPrompt {
  system: string
  user: string
  templateId: string
  templateVersion: number
  templateName: string
  tokens: number
  tokensSaved: number
  notes: PromptNotes
}

/** Stores the rendered prompt and its template under a claim; false when the claim no longer holds. */
export async function savePrompt(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  rendered: RenderedPrompt,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set prompt = ${rendered.user}, prompt_system = ${rendered.system}, template_id = ${rendered.templateId},
      template_version = ${rendered.templateVersion}, template_name = ${rendered.templateName},
      prompt_tokens = ${rendered.tokens}, prompt_tokens_saved = ${rendered.tokensSaved},
      prompt_notes = ${JSON.stringify(rendered.notes)}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Stores what a model is asked for a suggestion under a claim; of no template, which it is not a piece of. */
export async function saveSuggestionPrompt(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  prompt: { system: string; user: string; tokens: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set prompt = ${prompt.user}, prompt_system = ${prompt.system}, prompt_tokens = ${prompt.tokens}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
