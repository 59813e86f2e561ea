import type { Job, PromptVariableValues } from '@hg/contracts'
import { useMemo, useState } from 'react'
import { usePromptNeeds } from '#features/prompts/get-needs.ts'
import { isEmpty, toVariableValues, variableProblems } from '#features/prompts/request-variables.ts'
import { neededAnew } from './needed-anew.ts'

/**
 * What the prompt has to be told when a piece is made from a job whose values are not what the template takes by now: `needed` is
 * empty while they are.
 */
export function useOtherVariables({ client_id, content_type, parameters }: Job) {
  const { data: needs } = usePromptNeeds(client_id, content_type, parameters.template_id)
  const [typed, setTyped] = useState<PromptVariableValues>(parameters.variables ?? {})
  const needed = useMemo(() => neededAnew(needs, parameters), [needs, parameters])
  const said = needed.filter(({ name }) => !isEmpty(typed[name]))
  return {
    asker: needs?.serves?.name ?? '',
    needed,
    typed,
    setTyped,
    /** What is wrong with what was typed, by name; what has to be said and was not yet is no part of it. */
    wrong: variableProblems(said, typed),
    /** What is wrong with it all. */
    problems: () => variableProblems(needed, typed),
    /** As they are sent; undefined while the job's own are taken. */
    values: () => (needed.length > 0 ? toVariableValues(needed, typed) : undefined),
  }
}
