import {
  type ChangeExperimentRequest,
  type CreateExperimentRequest,
  experiment,
  type Experiment,
  type PromoteExperimentRequest,
} from '@hg/contracts'
import { api, noAnswer } from '#lib/api.ts'

/** Query keys that a change of an experiment makes stale: a promotion takes a version into use as well. */
export const experimentKeys = [['experiments'], ['prompts']] as const

export function createExperiment(clientId: string, body: CreateExperimentRequest): Promise<Experiment> {
  return api(`/im/clients/${clientId}/experiments`, experiment, { method: 'POST', body })
}

export function changeExperiment(id: string, body: ChangeExperimentRequest): Promise<Experiment> {
  return api(`/im/experiments/${id}`, experiment, { method: 'PUT', body })
}

export async function removeExperiment(id: string): Promise<void> {
  await api(`/im/experiments/${id}`, noAnswer, { method: 'DELETE' })
}

export function startExperiment(id: string, revision: number): Promise<Experiment> {
  return api(`/im/experiments/${id}/start`, experiment, { method: 'POST', body: { base_revision: revision } })
}

export function stopExperiment(id: string): Promise<Experiment> {
  return api(`/im/experiments/${id}/stop`, experiment, { method: 'POST' })
}

export function promoteVariant(id: string, body: PromoteExperimentRequest): Promise<Experiment> {
  return api(`/im/experiments/${id}/promote`, experiment, { method: 'POST', body })
}
