import {
  contentType,
  type ContentTypeOrAny,
  type MergeModes,
  type StrategyConfiguration,
  strategyFields,
} from '@hg/contracts'
import type { StrategyLayerRow, SubtreeClientRow } from '@hg/db'
import { describe, expect, it } from 'vitest'
import { effectsOf } from './effects.ts'

const tree: [id: string, parent: string | null][] = [
  ['agency', 'root'],
  ['shop', 'agency'],
  ['studio', 'agency'],
]
const clients = tree.map(([id, parent_id]): SubtreeClientRow => {
  return { id, name: id, slug: id, parent_id, depth: id === 'agency' ? 0 : 1 }
})

function layer(
  client: string,
  configuration: StrategyConfiguration,
  more: { version?: number; modes?: MergeModes; type?: ContentTypeOrAny } = {},
): StrategyLayerRow {
  const { version = 1, modes = {}, type = 'any' } = more
  return {
    ...{
      strategy_id: `${client} ${type}`,
      version,
      name: client,
      content_type: type,
      client_id: client,
      client_name: client,
    },
    ...{ depth: 0, configuration, merge_modes: modes },
  }
}

const cta = (text: string): StrategyConfiguration => ({ content: { cta: text } })
const everything = strategyFields

/** `client: types: paths` of everything that changes. */
async function effects(above: StrategyLayerRow[], before: StrategyLayerRow[], after: StrategyLayerRow[]) {
  const found = await effectsOf({ clients, above, before, after, fields: everything, models: [] })
  expect(found).toMatchObject({ examined: 3, clients: found.items.length })
  return found.items.map(({ client_id, content_types, paths }) => {
    const types = content_types.length === contentType.options.length ? 'all' : content_types.join(' ')
    return `${client_id}: ${types}: ${paths.join(' ')}`
  })
}

describe('a change of a strategy', () => {
  it.each<[string, StrategyLayerRow[], StrategyLayerRow[], StrategyLayerRow[], string[]]>([
    [
      'that says the same changes nothing',
      [],
      [layer('agency', cta('a'))],
      [layer('agency', cta('a'), { version: 2 })],
      [],
    ],
    [
      'reaches everybody below who is silent',
      [],
      [layer('agency', cta('a'))],
      [layer('agency', cta('b'), { version: 2 })],
      ['agency: all: content.cta', 'shop: all: content.cta', 'studio: all: content.cta'],
    ],
    [
      'stops where somebody says something of their own',
      [],
      [layer('agency', cta('a')), layer('shop', cta('own'))],
      [layer('agency', cta('b'), { version: 2 }), layer('shop', cta('own'))],
      ['agency: all: content.cta', 'studio: all: content.cta'],
    ],
    [
      'stops there for that content type only',
      [],
      [layer('agency', cta('a')), layer('shop', cta('own'), { type: 'faq' })],
      [layer('agency', cta('b'), { version: 2 }), layer('shop', cta('own'), { type: 'faq' })],
      [
        'agency: all: content.cta',
        `shop: ${contentType.options.filter((type) => type !== 'faq').join(' ')}: content.cta`,
        'studio: all: content.cta',
      ],
    ],
    [
      'that locks reaches those who say something of their own',
      [],
      [layer('agency', cta('a')), layer('shop', cta('own'))],
      [layer('agency', cta('a'), { version: 2, modes: { 'content.cta': 'locked' } }), layer('shop', cta('own'))],
      ['shop: all: content.cta'],
    ],
    [
      'below a lock changes nothing',
      [layer('root', cta('r'), { modes: { 'content.cta': 'locked' } })],
      [layer('agency', cta('a'))],
      [layer('agency', cta('b'), { version: 2 })],
      [],
    ],
    [
      'of one content type reaches that type',
      [],
      [layer('agency', {}, { type: 'email' })],
      [layer('agency', cta('b'), { type: 'email', version: 2 })],
      ['agency: email: content.cta', 'shop: email: content.cta', 'studio: email: content.cta'],
    ],
    [
      'that takes it out of use gives back what stands above',
      [layer('root', cta('r'))],
      [layer('agency', cta('a')), layer('shop', cta('own'))],
      [layer('shop', cta('own'))],
      ['agency: all: content.cta', 'studio: all: content.cta'],
    ],
    [
      'merges the one for any content first, wherever it stands in the list',
      [],
      [layer('agency', cta('faq'), { type: 'faq' })],
      [layer('agency', cta('faq'), { type: 'faq' }), layer('agency', cta('any'))],
      ['agency', 'shop', 'studio'].map(
        (id) => `${id}: ${contentType.options.filter((type) => type !== 'faq').join(' ')}: content.cta`,
      ),
    ],
  ])('%s', async (_what, above, before, after, expected) => {
    expect(await effects(above, before, after)).toEqual(expected)
  })

  it('tells the conflicts that come with it, where they arise', async () => {
    const shop = layer('shop', { seo: { primary_keywords: ['cheap paving'] } })
    const before = [layer('agency', {}), shop]
    const after = [layer('agency', { content: { banned_phrases: ['cheap'] } }, { version: 2 }), shop]
    const { items } = await effectsOf({ clients, above: [], before, after, fields: everything, models: [] })
    expect(items.map(({ client_id, new_conflicts }) => [client_id, new_conflicts.map(({ code }) => code)])).toEqual([
      ['agency', []],
      ['shop', ['banned_and_used']],
      ['studio', []],
    ])
  })

  it('is worked out for thousands of clients, and names the nearest fifty', async () => {
    const many = Array.from({ length: 3000 }, (_, index): SubtreeClientRow => {
      return {
        id: `c${index}`,
        name: `c${index}`,
        slug: `c${index}`,
        parent_id: index === 0 ? null : 'c0',
        depth: index === 0 ? 0 : 1,
      }
    })
    const own = many.slice(1).map(({ id }, index) => layer(id, index % 3 === 0 ? cta('own') : { brand: { tone: id } }))
    const found = await effectsOf({
      ...{ clients: many, above: [], fields: everything, models: [] },
      before: [layer('c0', cta('a')), ...own],
      after: [layer('c0', cta('b'), { version: 2 }), ...own],
    })
    expect([found.examined, found.clients, found.items.length]).toEqual([3000, 2000, 50])
  })
})
