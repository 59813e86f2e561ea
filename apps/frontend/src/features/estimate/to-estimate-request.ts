import { generateRequest, type GenerateRequest } from '@hg/contracts'
import { tidyRequest } from '#features/generate/tidy-request.ts'
import {
  isEmpty,
  type NeededVariable,
  toVariableValues,
  variableProblems,
  withStandIns,
} from '#features/prompts/request-variables.ts'

/** As long as topics usually are: what a piece will cost can be told before its topic is. */
const standInTopic = 'A topic of the usual length for a piece'

/**
 * A request as it is estimated while it is being typed: without what does not bear on its cost, and without a cost limit that
 * is not yet one. Null while something else is not in order.
 *
 * @param needed what its prompt template takes
 */
export function toEstimateRequest(values: GenerateRequest, needed: readonly NeededVariable[]): GenerateRequest | null {
  const typed = values.variables ?? {}
  const said = needed.filter(({ name }) => !isEmpty(typed[name]))
  if (Object.keys(variableProblems(said, typed)).length > 0) return null
  const variables = withStandIns(needed, toVariableValues(needed, typed))
  const topic = (values.topic ?? '').trim().length < 3 ? standInTopic : values.topic
  const request = {
    ...tidyRequest({ ...values, variables }),
    topic,
    not_before: undefined,
    priority: undefined,
    metadata: undefined,
  }
  return (
    generateRequest.safeParse(request).data ??
    generateRequest.safeParse({ ...request, max_cost_usd: undefined }).data ??
    null
  )
}
