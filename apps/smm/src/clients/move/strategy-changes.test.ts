import {
  contentType,
  type ContentTypeOrAny,
  contentTypeOrAny,
  type MergeModes,
  type StrategyConfiguration,
} from '@hg/contracts'
import type { StrategyLayerRow } from '@hg/db'
import { describe, expect, it } from 'vitest'
import { type Lineages, strategyChanges } from './strategy-changes.ts'

type Says = [configuration: StrategyConfiguration, content_type?: ContentTypeOrAny, modes?: MergeModes]

/** A layer of a client that is named by its id. */
function layer(client: string, [configuration, content_type = 'any', merge_modes = {}]: Says): StrategyLayerRow {
  return {
    strategy_id: `${client} ${content_type}`,
    version: 1,
    name: client,
    content_type,
    client_id: client,
    client_name: client,
    depth: 0,
    configuration,
    merge_modes,
  }
}

/** A place whose clients, from the root down, say this. */
function place(...layers: [client: string, ...says: Says][]): Lineages {
  const rows = layers.map(([client, ...says]) => layer(client, says))
  return new Map(
    contentTypeOrAny.options.map((type) => [
      type,
      rows.filter(({ content_type }) => content_type === 'any' || content_type === type),
    ]),
  )
}

const voice = (text: string): StrategyConfiguration => ({ brand: { voice: text } })
const root = ['root', voice('plain')] as [string, ...Says]

describe('a move', () => {
  it.each<[string, Lineages, Lineages, Says[], unknown[]]>([
    ['between places that say the same changes nothing', place(root), place(root), [], []],
    [
      'shows a value that another client sets, with whom',
      place(root, ['old', voice('warm')]),
      place(root, ['new', voice('cool')]),
      [],
      [{ path: 'brand.voice', before: 'warm', after: 'cool', before_from: 'old', after_from: 'new', clients: 1 }],
    ],
    [
      'shows a value that is lost',
      place(['old', voice('warm')]),
      place(),
      [],
      [{ path: 'brand.voice', before: 'warm', after: null, before_from: 'old', after_from: null, clients: 1 }],
    ],
    [
      'shows nothing that the moved client says itself',
      place(['old', voice('warm')]),
      place(['new', voice('cool')]),
      [voice('own')].map((says): Says => [says]),
      [],
    ],
    [
      'shows what a lock above imposes',
      place(['old', voice('warm')]),
      place(['new', voice('cool'), 'any', { 'brand.voice': 'locked' }]),
      [[voice('own')]],
      [{ path: 'brand.voice', before: 'own', after: 'cool', before_from: null, after_from: 'new', clients: 1 }],
    ],
    [
      'shows a list that the moved client extends',
      place(['old', { content: { must_include: ['a'] } }]),
      place(['new', { content: { must_include: ['b'] } }]),
      [[{ content: { must_include: ['own'] } }, 'any', { 'content.must_include': 'extend' }]],
      [
        {
          path: 'content.must_include',
          before: ['a', 'own'],
          after: ['b', 'own'],
          before_from: null,
          after_from: null,
          clients: 1,
        },
      ],
    ],
    [
      'names the content types, where it is not so for all',
      place(root, ['old', voice('warm'), 'email']),
      place(root),
      [],
      [
        {
          path: 'brand.voice',
          before: 'warm',
          after: 'plain',
          before_from: 'old',
          after_from: 'root',
          content_types: ['email'],
          clients: 1,
        },
      ],
    ],
    [
      'counts all other types one by one',
      place(['old', voice('warm')]),
      place(['new', voice('cool')]),
      [[voice('own'), 'email']],
      [
        {
          path: 'brand.voice',
          before: 'warm',
          after: 'cool',
          before_from: 'old',
          after_from: 'new',
          content_types: contentType.options.filter((type) => type !== 'email'),
          clients: 1,
        },
      ],
    ],
  ])('%s', (_, before, after, own, fields) => {
    const rows = own.map((says) => layer('moved', says))
    expect(strategyChanges({ clientIds: ['moved'], own: rows, before, after }).fields).toEqual(fields)
  })

  it('of many clients counts those with the same change together', () => {
    const clientIds = ['a', 'b', 'c', 'd']
    const own = [layer('c', [voice('own')]), layer('d', [{ brand: { tone: 'dry' } }])]
    const [before, after] = [place(['old', voice('warm')]), place(['new', voice('cool')])]
    expect(strategyChanges({ clientIds, own, before, after })).toMatchObject({
      clients: 3,
      fields: [{ path: 'brand.voice', clients: 3 }],
    })
  })
})
