import { type Job, type PromptNeeds, readPromptVariables } from '@hg/contracts'
import { type NeededVariable, neededVariables } from '#features/prompts/request-variables.ts'

/**
 * What has to be told when a piece is made from a job: nothing while what serves takes the job's own values, all that it takes
 * once it does not. A pinned version takes what it took.
 */
export function neededAnew(needs: PromptNeeds | undefined, parameters: Job['parameters']): NeededVariable[] {
  if (!needs?.serves || parameters.template_version !== undefined) return []
  const isTaken = readPromptVariables(needs.variables, parameters.variables).faults.length === 0
  return isTaken ? [] : neededVariables(needs.variables)
}
