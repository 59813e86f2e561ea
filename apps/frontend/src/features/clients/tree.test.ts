import { describe, expect, it } from 'vitest'
import { id, makeClient } from '../../test/samples.ts'
import { hasDescendants, lineage, treeKey, treeRows } from './tree.ts'

const clients = [
  makeClient(1, null, { name: 'Root' }),
  makeClient(2, 1, { name: 'Agency' }),
  makeClient(3, 2, { name: 'Customer A' }),
  makeClient(4, 2, { name: 'Customer B' }),
  makeClient(5, 1, { name: 'Direct' }),
]
const rows = treeRows(clients, new Set())

describe('the tree', () => {
  it('lists children under their parent, with level and place', () => {
    expect(rows.map(({ client, level, position, siblings }) => [client.name, level, position, siblings])).toEqual([
      ['Root', 1, 1, 1],
      ['Agency', 2, 1, 2],
      ['Customer A', 3, 1, 2],
      ['Customer B', 3, 2, 2],
      ['Direct', 2, 2, 2],
    ])
  })

  it('hides what is folded away', () => {
    const folded = treeRows(clients, new Set([id(2)]))
    expect(folded.map(({ client }) => client.name)).toEqual(['Root', 'Agency', 'Direct'])
    expect(folded[1]).toMatchObject({ hasChildren: true, isOpen: false })
  })

  it('puts a client at the top whose parent the user may not see', () => {
    expect(treeRows([makeClient(3, 2), makeClient(7, 6)], new Set()).map(({ level }) => level)).toEqual([1, 1])
  })

  it('knows the way down to a client, as far as it is visible', () => {
    expect(lineage(clients, id(4)).map(({ name }) => name)).toEqual(['Root', 'Agency', 'Customer B'])
    expect(lineage([makeClient(3, 2)], id(3))).toHaveLength(1)
    expect(lineage(clients, id(99))).toEqual([])
    expect([hasDescendants(clients, id(2)), hasDescendants(clients, id(5))]).toEqual([true, false])
  })
})

describe('keys in the tree', () => {
  const folded = treeRows(clients, new Set([id(2)]))
  it.each([
    ['ArrowDown', 2, rows, { focus: id(3) }],
    ['ArrowUp', 2, rows, { focus: id(1) }],
    ['ArrowUp', 1, rows, null],
    ['ArrowDown', 5, rows, null],
    ['Home', 4, rows, { focus: id(1) }],
    ['End', 1, rows, { focus: id(5) }],
    ['ArrowRight', 2, rows, { focus: id(3) }],
    ['ArrowRight', 2, folded, { open: id(2) }],
    ['ArrowRight', 5, rows, null],
    ['ArrowLeft', 2, rows, { close: id(2) }],
    ['ArrowLeft', 2, folded, { focus: id(1) }],
    ['ArrowLeft', 4, rows, { focus: id(2) }],
    ['c', 1, rows, { focus: id(3) }],
    ['c', 3, rows, { focus: id(4) }],
    ['c', 4, rows, { focus: id(3) }],
    ['z', 1, rows, null],
    ['Enter', 1, rows, null],
    ['Tab', 1, rows, null],
  ])('%s on %i', (key, from, shown, move) => expect(treeKey(shown, id(from), key)).toEqual(move))
})
