import { type ClientDetails, clientDetails, type ClientFacts, strategy, type Strategy } from '@hg/contracts'
import type { Answer, Caller } from './caller.ts'

/** What `smm` answers, where it must not refuse. */
async function expected(asked: Promise<Answer>): Promise<unknown> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`the service answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** Adds a client for one test, through the front door. Under the root it is a direct client unless said otherwise. */
export async function addClient(
  smm: Caller,
  fields: { parent_id: string; name: string; type?: 'direct' | 'agency'; facts?: ClientFacts },
): Promise<ClientDetails> {
  return clientDetails.parse(await expected(smm.call('POST', '/clients', { body: fields })))
}

export async function readClient(smm: Caller, slug: string): Promise<ClientDetails> {
  return clientDetails.parse(await expected(smm.call('GET', `/clients/by-slug/${slug}`)))
}

/** Adds a strategy for any content. */
export async function addStrategy(
  smm: Caller,
  clientId: string,
  fields: { name: string; configuration: object; merge_modes?: object; is_active?: boolean },
): Promise<Strategy> {
  const body = { content_type: 'any', is_active: true, ...fields }
  return strategy.parse(await expected(smm.call('POST', `/clients/${clientId}/strategies`, { body })))
}

/** Saves a strategy's next version. */
export async function saveStrategy(
  smm: Caller,
  id: string,
  body: { base_version: number; configuration: object; message?: string },
): Promise<Strategy> {
  return strategy.parse(await expected(smm.call('PUT', `/strategies/${id}`, { body })))
}

export async function readStrategy(smm: Caller, id: string): Promise<Strategy> {
  return strategy.parse(await expected(smm.call('GET', `/strategies/${id}`)))
}
