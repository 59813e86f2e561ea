import type { GenerateRequest } from '@hg/contracts'
import { isEmpty } from '#features/prompts/request-variables.ts'

/**
 * The request without what was left empty: the strategy and the routing decide where a request is silent. Beside a content
 * template, an emptied field says so: it would be filled again.
 */
export function tidyRequest(request: GenerateRequest): GenerateRequest {
  const { brief, keywords, llm, variables, ...rest } = request
  const preferences = Object.fromEntries(
    Object.entries(llm ?? {}).filter(([, value]) => value !== undefined && value !== ''),
  )
  const said = Object.fromEntries(Object.entries(variables ?? {}).filter(([, value]) => !isEmpty(value)))
  const isTemplated = rest.content_template_id !== undefined
  return {
    ...rest,
    ...(keywords?.length || (isTemplated && keywords) ? { keywords } : {}),
    ...(brief || (isTemplated && brief !== undefined) ? { brief } : {}),
    ...(Object.keys(preferences).length > 0 ? { llm: preferences } : {}),
    ...(Object.keys(said).length > 0 ? { variables: said } : {}),
  }
}
