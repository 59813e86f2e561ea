import {
  type AcceptedRequest,
  type ContentType,
  type GeneratePromptRequest,
  mergeStrategies,
  type PreviewSubject,
  type PromptVariables,
  type StrategyConfiguration,
} from '@hg/contracts'
import { findClient, getJob, lineageStrategy, listDescendants, type Queryable } from '@hg/db'
import { AppError, notFound } from '@hg/runtime'
import { sampleRequest, sampleValues } from './sample.ts'

/** What a prompt is to be made for, and what the client is called. */
export interface Subject {
  request: GeneratePromptRequest
  clientName: string
}

/**
 * Reads what a preview is of, in the actor's name: a piece as it was kept, or a request with the strategy that counts now.
 *
 * @param owner whose template it is: it serves that client and those below it
 * @param variables those that it declares, for a sample
 * @throws {AppError} `not_found` for a piece or a client that is not the actor's to see, `unprocessable` for one that the template does
 *   not serve or whose text was removed
 */
export async function readSubject(
  tx: Queryable,
  owner: string,
  given: { against: PreviewSubject; for_client_id?: string | undefined },
  variables: PromptVariables,
): Promise<Subject> {
  const { against } = given
  const request =
    against.kind === 'job'
      ? await requestOfJob(tx, against)
      : await requestOfNow(tx, given.for_client_id ?? owner, against, variables)
  const client = await findClient(tx, { id: request.client_id })
  if (!client) throw notFound('client')
  const served = await listDescendants(tx, owner)
  if (!served.includes(client.id)) {
    const path = against.kind === 'job' ? 'against.job_id' : 'for_client_id'
    throw new AppError('unprocessable', undefined, {
      fields: [{ path, message: 'must be of the client whose template it is, or of one below it' }],
    })
  }
  return { request, clientName: client.name }
}

async function requestOfJob(
  tx: Queryable,
  { job_id, variables: given }: Extract<PreviewSubject, { kind: 'job' }>,
): Promise<GeneratePromptRequest> {
  const row = await getJob(tx, job_id)
  if (!row) throw notFound('job')
  const parameters = row.parameters as Partial<AcceptedRequest>
  const { topic, keywords, brief, variables, content_template: named, rewrite } = parameters
  if (topic === undefined)
    throw new AppError('unprocessable', undefined, {
      fields: [{ path: 'against.job_id', message: 'must be a piece whose text is still there' }],
    })
  const { effective = {} } = row.strategy as { effective?: StrategyConfiguration }
  return {
    ...{ client_id: row.client_id, job_id: row.id, content_type: row.content_type as ContentType },
    ...{ topic, keywords, brief, strategy: effective, requested_at: row.created_at.toISOString() },
    variables: given ? { ...variables, ...given } : variables,
    content_template: named && {
      ...{ name: named.name, sections: named.sections, audience: named.defaults.audience, tone: named.defaults.tone },
    },
    rewrite: rewrite && {
      ...{ instructions: rewrite.instructions, title: rewrite.title, content: rewrite.content },
      meta_description: rewrite.meta_description,
    },
  }
}

async function requestOfNow(
  tx: Queryable,
  clientId: string,
  against: Exclude<PreviewSubject, { kind: 'job' }>,
  declared: PromptVariables,
): Promise<GeneratePromptRequest> {
  const strategy = mergeStrategies(await lineageStrategy(tx, clientId, against.content_type)).effective
  const shared = { client_id: clientId, content_type: against.content_type, strategy }
  if (against.kind === 'sample') return { ...shared, ...sampleRequest, variables: sampleValues(declared) }
  const { topic, keywords, brief, variables } = against
  return { ...shared, topic, keywords, brief, variables }
}
