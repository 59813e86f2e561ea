import { createHash } from 'node:crypto'
import { trades } from './words.ts'

/** A client to be made, and how many jobs it has. */
export interface PlannedClient {
  id: string
  type: 'agency' | 'direct' | 'customer'
  /** Null under the root. */
  parentId: string | null
  trade: string
  jobs: number
  /** Whether its jobs are of the whole year, are all 10 months old or older, or do not exist. */
  activity: 'active' | 'dormant' | 'empty'
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Clients below the root: 2% agencies, 8% direct clients, the rest customers, most of them of a few large agencies. Jobs are
 * dealt by Zipf's law (the n-th largest client has 1/n of the largest's) to nine clients of ten; one of these is dormant.
 */
export function planTree(options: { clients: number; jobs: number; seed: number }): PlannedClient[] {
  const random = seededRandom(options.seed)
  const agencies = Math.max(2, Math.round(options.clients * 0.02))
  const directs = Math.round(options.clients * 0.08)
  const planned = Array.from({ length: options.clients }, (_, index): PlannedClient => {
    const type = index < agencies ? 'agency' : index < agencies + directs ? 'direct' : 'customer'
    // Squared: the first agencies have the most customers.
    const parentId = type === 'customer' ? idOf(Math.floor(random() ** 2 * agencies)) : null
    const trade = trades[Math.floor(random() * trades.length)] ?? ''
    return { id: idOf(index), type, parentId, trade, jobs: 0, activity: 'active' }
  })

  const ranked = planned
    .map((client) => ({ client, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ client }) => client)
  const share = options.jobs / ranked.reduce((sum, _, rank) => sum + (rank % 10 === 4 ? 0 : 1 / (rank + 1)), 0)
  ranked.forEach((client, rank) => {
    client.activity = rank % 10 === 4 ? 'empty' : rank % 10 === 7 ? 'dormant' : 'active'
    client.jobs = client.activity === 'empty' ? 0 : Math.round(share / (rank + 1))
  })
  return planned
}

/** A random-looking UUID that is the same in every run. */
function idOf(index: number): string {
  const hex = createHash('sha256').update(`client ${index}`).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
