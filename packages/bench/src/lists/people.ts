import { createApiKey, signServiceToken } from '@hg/runtime'
import type { Client } from 'pg'
import type { PlannedClient } from './tree.ts'
import { trades } from './words.ts'

/** Somebody who reads lists. */
export interface Reader {
  name: string
  /** p95 to stay under. */
  targetMs: number
  /** Headers of one request to a service; tokens live for 60 s. */
  authorize(audience: 'cpm' | 'smm'): Promise<Record<string, string>>
  /** Clients below their own to ask for by name; none for those who see one client only. */
  named: { name: string; id: string }[]
  /** A word that is frequent with others and absent with theirs, where there is one. */
  foreignWord: string | undefined
  /** Keys open the CPM only. */
  isKey?: true
}

const leafTargetMs = 20
const subtreeTargetMs = 50

/** People and a key at the clients that make lists slow: the largest, the median, the dormant, the empty, and many at once. */
export async function makeReaders(db: Client, planned: PlannedClient[], privateKey: string): Promise<Reader[]> {
  const root = await db.query<{ id: string }>(`select id from clients where type = 'root'`)
  const rootId = root.rows[0]?.id ?? ''
  const childrenOf = (id: string) => planned.filter((client) => client.parentId === id)
  const jobsBelow = (id: string) => childrenOf(id).reduce((sum, child) => sum + child.jobs, 0)

  const bySize = (clients: PlannedClient[]) => clients.toSorted((a, b) => b.jobs - a.jobs)
  const leaves = bySize(planned.filter(({ type }) => type !== 'agency'))
  const ofActivity = (activity: PlannedClient['activity']) => leaves.filter((leaf) => leaf.activity === activity)
  const agencies = planned
    .filter(({ type }) => type === 'agency')
    .toSorted((a, b) => b.jobs + jobsBelow(b.id) - a.jobs - jobsBelow(a.id))
  const median = <T>(sorted: T[]) => sorted[Math.floor(sorted.length / 2)]

  const known = (client: PlannedClient | undefined): PlannedClient => {
    if (!client) throw new Error('too few clients for this benchmark: take 100 or more')
    return client
  }
  const largestAgency = known(agencies[0])
  const below = (id: string) => {
    const children = bySize(childrenOf(id))
    const last = children.findLast((child) => child.activity === 'dormant') ?? children.at(-1)
    return [
      { name: 'its largest client', id: known(children[0]).id },
      ...(last ? [{ name: 'a quiet client', id: last.id }] : []),
    ]
  }
  const wordOfOthers = (seen: PlannedClient[]) =>
    trades.find((trade) => seen.every((client) => client.trade !== trade))?.split(' ')[0]

  const addPerson = async (clientIds: string[], role: string): Promise<Reader['authorize']> => {
    const { rows } = await db.query<{ id: string }>(
      `with person as (
         insert into users (email, name, password_hash)
         values ('reader-' || gen_random_uuid() || '@bench.example', 'Reader', 'unusable') returning id
       ), added as (
         insert into memberships (user_id, client_id, role)
         select person.id, c, $2::member_role from person, unnest($1::uuid[]) c
       )
       select id from person`,
      [clientIds, role],
    )
    const actor = `user:${rows[0]?.id ?? ''}`
    return async (audience) => ({
      authorization: `Bearer ${await signServiceToken(privateKey, { issuer: 'frontend', audience, actor })}`,
    })
  }
  const addKey = async (clientId: string): Promise<Reader['authorize']> => {
    const { key, keyId, hash } = createApiKey()
    const scopes = ['content:read']
    await db.query(`insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, 'bench', $2, $3, $4)`, [
      clientId,
      keyId,
      hash,
      scopes,
    ])
    return () => Promise.resolve({ authorization: `Bearer ${key}` })
  }
  const leaf = async (name: string, client: PlannedClient | undefined): Promise<Reader> => ({
    name,
    targetMs: leafTargetMs,
    authorize: await addPerson([known(client).id], 'member'),
    named: [],
    foreignWord: wordOfOthers([known(client)]),
  })
  const agency = async (name: string, client: PlannedClient | undefined, authorize?: Reader['authorize']) => ({
    name,
    targetMs: subtreeTargetMs,
    authorize: authorize ?? (await addPerson([known(client).id], 'viewer')),
    named: below(known(client).id),
    foreignWord: wordOfOthers([known(client), ...childrenOf(known(client).id)]),
  })
  const scattered = Array.from({ length: 20 }, (_, index) => known(leaves[index * Math.floor(leaves.length / 20)]))

  return [
    await leaf('the largest leaf', leaves[0]),
    await leaf('the median leaf', median(ofActivity('active'))),
    await leaf('a dormant leaf', ofActivity('dormant')[0]),
    await leaf('an empty leaf', ofActivity('empty')[0]),
    await agency('the largest agency', largestAgency),
    await agency('the median agency', median(agencies)),
    await agency('the smallest agency', agencies.at(-1)),
    { ...(await agency('a key of the largest agency', largestAgency, await addKey(largestAgency.id))), isKey: true },
    {
      name: 'somebody at 20 clients',
      targetMs: subtreeTargetMs,
      authorize: await addPerson(scattered.map(({ id }) => id), 'member'), // prettier-ignore
      named: [],
      foreignWord: wordOfOthers(scattered),
    },
    {
      name: 'the owner of the root',
      targetMs: subtreeTargetMs,
      authorize: await addPerson([rootId], 'owner'),
      named: [
        { name: 'the largest agency', id: largestAgency.id },
        ...below(largestAgency.id),
        { name: 'the root', id: rootId },
      ],
      foreignWord: undefined,
    },
  ]
}
