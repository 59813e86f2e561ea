import {
  type ActivatePromptRequest,
  type ChangePromptRequest,
  type CopyPromptRequest,
  type CreatePromptRequest,
  type DeactivatePromptRequest,
  type MovePromptLabelRequest,
  prompt,
  type Prompt,
  promptLabelRules,
  promptSaved,
  type PromptSaved,
  type RollbackPromptRequest,
  type SavePromptVersionRequest,
} from '@hg/contracts'
import type { z } from 'zod'
import { api } from '#lib/api.ts'

/** Query keys that a change of a template makes stale. */
export const promptKeys = [['prompts']] as const

export function createPrompt(clientId: string, body: CreatePromptRequest): Promise<Prompt> {
  return api(`/im/clients/${clientId}/prompts`, prompt, { method: 'POST', body })
}

/** Stores a new version, which nobody uses yet; `made` is false where it would say what the latest one says. */
export function saveVersion(id: string, body: SavePromptVersionRequest): Promise<PromptSaved> {
  return api(`/im/templates/${id}/versions`, promptSaved, { method: 'POST', body })
}

export function rollBack(id: string, body: RollbackPromptRequest): Promise<Prompt> {
  return api(`/im/templates/${id}/rollback`, prompt, { method: 'POST', body })
}

export function activate(id: string, body: ActivatePromptRequest): Promise<Prompt> {
  return api(`/im/templates/${id}/activate`, prompt, { method: 'POST', body })
}

export function deactivate(id: string, body: DeactivatePromptRequest): Promise<Prompt> {
  return api(`/im/templates/${id}/deactivate`, prompt, { method: 'POST', body })
}

/** A draft of a client's own that says what the template says. */
export function copyPrompt(id: string, body: CopyPromptRequest): Promise<Prompt> {
  return api(`/im/templates/${id}/copy`, prompt, { method: 'POST', body })
}

/** Gives a template another name, or lets those below its client read it. */
export function changePrompt(id: string, body: ChangePromptRequest): Promise<Prompt> {
  return api(`/im/templates/${id}`, prompt, { method: 'PATCH', body })
}

export function moveLabel(id: string, label: string, body: MovePromptLabelRequest): Promise<Prompt> {
  return api(`/im/templates/${id}/labels/${label}`, prompt, { method: 'PUT', body })
}

export function removeLabel(id: string, label: string, base: number): Promise<Prompt> {
  return api(`/im/templates/${id}/labels/${label}`, prompt, { method: 'DELETE', query: { base } })
}

/** Has a label moved by admins alone, or by members too. */
export function protectLabel(
  clientId: string,
  label: string,
  isProtected: boolean,
): Promise<z.infer<typeof promptLabelRules>> {
  const body = { protected: isProtected }
  return api(`/im/clients/${clientId}/prompt-labels/${label}`, promptLabelRules, { method: 'PUT', body })
}
