import type { CallOptions } from './caller.ts'

/** The ids of what a client has. */
export interface Ids {
  client: string
  slug: string
  job: string
  strategy: string
  template: string
  contentTemplate: string
  apiKey: string
}

/** One request that puts an id where the operation takes one. */
export interface Probe extends CallOptions {
  params?: Record<string, string>
}

/** How operations, by their ids, are asked for what belongs to somebody else: `own` are ids of the one who asks. */
export type Probes = Record<string, (foreign: Ids, own: Ids) => Probe[]>

/** Operations that take one id and no body, asked with somebody else's. */
export function ofThing(operations: string[]): Record<string, (foreign: Ids) => Probe[]> {
  return Object.fromEntries(operations.map((id) => [id, (foreign: Ids) => [{ params: { id: foreign.job } }]]))
}
