import { describe, expect, it } from 'vitest'
import { makeClient } from '../../test/samples.ts'
import { placesForMove, placesForNew, typesUnder } from './places-for.ts'

const admin = { role: 'admin' } as const
const root = makeClient(1, null, { ...admin, type: 'root' })
const agency = makeClient(2, 1, { ...admin, type: 'agency' })
const customer = makeClient(3, 2, { ...admin, type: 'customer' })
const direct = makeClient(4, 1, { ...admin, type: 'direct' })
const other = makeClient(5, 1, { ...admin, type: 'agency' })
const archived = makeClient(6, 1, { ...admin, type: 'agency', archived: true })
const foreign = makeClient(7, 1, { role: 'member', type: 'agency' })
const all = [root, agency, customer, direct, other, archived, foreign]
const ids = (clients: { id: string }[]) => clients.map(({ id }) => Number(id.slice(-2)))

describe('places', () => {
  it('for a new client are the root and agencies that are not archived, where the user is an admin', () => {
    expect(ids(placesForNew(all))).toEqual([1, 2, 5])
  })

  it.each([
    ['customer', customer, [1, 5]],
    ['direct client', direct, [2, 5]],
    ['agency, for its customers', agency, [1, 5]],
  ])('for a moving %s are the others', (_, client, expected) => {
    expect(ids(placesForMove(all, client))).toEqual(expected)
  })

  it('decide the type', () => {
    expect([root, agency, customer].map(typesUnder)).toEqual([['direct', 'agency'], ['customer'], []])
  })
})
