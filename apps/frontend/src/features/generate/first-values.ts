import type { ContentType, GenerateRequest, Job } from '@hg/contracts'

/** What the form begins with: nothing but its client and content type, or the request of a job that is asked for again. */
export function firstValues(clientId: string, contentType: ContentType, like: Job | undefined): GenerateRequest {
  const { topic = '', keywords = [], brief = '', llm, max_cost_usd, variables } = like?.parameters ?? {}
  const { content_template_id, template_id } = like?.parameters ?? {}
  return {
    client_id: clientId,
    content_type: contentType,
    topic,
    keywords,
    brief,
    ...(llm ? { llm } : {}),
    ...(max_cost_usd ? { max_cost_usd } : {}),
    ...(content_template_id ? { content_template_id } : {}),
    ...(template_id ? { template_id } : {}),
    ...(variables ? { variables } : {}),
  }
}
