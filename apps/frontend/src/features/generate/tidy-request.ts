import type { GenerateRequest } from '@hg/contracts'

/** The request without what was left empty: the strategy and the routing decide where a request is silent. */
export function tidyRequest(request: GenerateRequest): GenerateRequest {
  const { brief, keywords, llm, ...rest } = request
  const preferences = Object.fromEntries(
    Object.entries(llm ?? {}).filter(([, value]) => value !== undefined && value !== ''),
  )
  return {
    ...rest,
    ...(keywords?.length ? { keywords } : {}),
    ...(brief ? { brief } : {}),
    ...(Object.keys(preferences).length > 0 ? { llm: preferences } : {}),
  }
}
