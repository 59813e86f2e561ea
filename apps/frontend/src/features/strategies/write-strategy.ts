import {
  type ChangeStrategyRequest,
  type ContentTypeOrAny,
  type RollbackStrategyRequest,
  strategy,
  type Strategy,
  strategyImportPreview,
} from '@hg/contracts'
import { api } from '#lib/api.ts'
import type { StrategyText } from './editor-text.ts'

/** Query keys that a change of a strategy makes stale: itself, lists, and what applies to whom. */
export const strategyKeys = [['strategies'], ['strategy']] as const

export interface NewStrategy extends StrategyText {
  name: string
  content_type: ContentTypeOrAny
  is_active: boolean
  replaces?: string
  message?: string
}

export function createStrategy(clientId: string, body: NewStrategy): Promise<Strategy> {
  return api(`/smm/clients/${clientId}/strategies`, strategy, { method: 'POST', body })
}

export function saveStrategy(
  id: string,
  body: StrategyText & { base_version: number; message?: string },
): Promise<Strategy> {
  return api(`/smm/strategies/${id}`, strategy, { method: 'PUT', body })
}

export function changeStrategy(id: string, body: ChangeStrategyRequest): Promise<Strategy> {
  return api(`/smm/strategies/${id}`, strategy, { method: 'PATCH', body })
}

export function rollBackStrategy(id: string, body: RollbackStrategyRequest): Promise<Strategy> {
  return api(`/smm/strategies/${id}/rollback`, strategy, { method: 'POST', body })
}

/** Where a file goes: a new strategy, or a new version of one. */
export interface ImportTarget {
  clientId: string
  into?: { id: string; version: number; name: string }
}

/** What a file would make; refused with line and column of what is wrong with it. */
export function readStrategyFile({ clientId, into }: ImportTarget, yaml: string, signal: AbortSignal) {
  const body = { yaml, dry_run: true, ...(into ? { strategy_id: into.id } : {}) }
  return api(`/smm/clients/${clientId}/strategies/import`, strategyImportPreview, { method: 'POST', body, signal })
}

export function importStrategy({ clientId, into }: ImportTarget, yaml: string, message: string): Promise<Strategy> {
  const body = {
    yaml,
    ...(message === '' ? {} : { message }),
    ...(into ? { strategy_id: into.id, base_version: into.version } : {}),
  }
  return api(`/smm/clients/${clientId}/strategies/import`, strategy, { method: 'POST', body })
}
