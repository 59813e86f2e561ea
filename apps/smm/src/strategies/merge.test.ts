import {
  type MergeLayer,
  type MergeMode,
  type MergeModes,
  mergeStrategies,
  type StrategyConfiguration,
  type StrategyFieldKind,
  strategyFields,
} from '@hg/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const names = ['root', 'agency', 'customer', 'campaign']

function layer(index: number, configuration: StrategyConfiguration, merge_modes: MergeModes = {}): MergeLayer {
  const id = `0190a6d8-0000-7000-8000-00000000000${index}`
  const name = names[index] ?? `layer ${index}`
  return {
    strategy_id: id,
    version: index + 1,
    name,
    content_type: 'any',
    client_id: id,
    client_name: name,
    configuration,
    merge_modes,
  }
}

/** The merged value of `content.<field>`, and who is said to have set it, how, and whether it is locked. */
function mergeField(field: string, layers: [value: unknown, mode?: MergeMode][]): unknown[] {
  const path = `content.${field}`
  const { effective, explain } = mergeStrategies(
    layers.map(([value, mode], index) =>
      layer(index, { content: value === undefined ? {} : { [field]: value } }, mode ? { [path]: mode } : {}),
    ),
  )
  const why = explain.find((entry) => entry.path === path)
  return [(effective.content as Record<string, unknown> | undefined)?.[field], why?.client_name, why?.mode, why?.locked]
}

describe('one field, merged down the tree', () => {
  it.each<[string, string, [unknown, MergeMode?][], unknown[]]>([
    ['nobody says anything', 'cta', [[undefined], [undefined]], [undefined, undefined, undefined, undefined]],
    ['is inherited where a layer is silent', 'cta', [['Call us'], [undefined]], ['Call us', 'root', 'override', false]],
    ['is replaced when no mode is given', 'cta', [['Call us'], ['Write']], ['Write', 'agency', 'override', false]],
    ['is replaced as a list too', 'must_include', [[['a', 'b']], [['c']]], [['c'], 'agency', 'override', false]],
    ['is emptied by an empty list', 'must_include', [[['a']], [[]]], [[], 'agency', 'override', false]],
    [
      'appends to a list without duplicates',
      'must_include',
      [[['a', 'b']], [['b', 'c'], 'extend'], [['c', 'd'], 'extend']],
      [['a', 'b', 'c', 'd'], 'customer', 'extend', false],
    ],
    ['starts a list that nobody began', 'must_include', [[['a'], 'extend']], [['a'], 'root', 'override', false]],
    [
      'adds to a map, and its own entries win',
      'term_map',
      [[{ lift: 'elevator', lorry: 'truck' }], [{ lift: 'hoist', tap: 'faucet' }, 'extend']],
      [{ lift: 'hoist', lorry: 'truck', tap: 'faucet' }, 'agency', 'extend', false],
    ],
    [
      'replaces a range whole when it is overridden',
      'word_count',
      [[{ min: 300, max: 900 }], [{ min: 500 }]],
      [{ min: 500 }, 'agency', 'override', false],
    ],
    [
      'keeps the bounds of a range that an extending layer leaves open',
      'word_count',
      [[{ min: 300, max: 900 }], [{ min: 500 }, 'extend']],
      [{ min: 500, max: 900 }, 'agency', 'extend', false],
    ],
    [
      'replaces a plain value that is extended',
      'cta',
      [['Call'], ['Write', 'extend']],
      ['Write', 'agency', 'override', false],
    ],
    [
      'keeps what is above on inherit',
      'cta',
      [['Call us'], ['Write', 'inherit']],
      ['Call us', 'root', 'override', false],
    ],
    [
      'is kept by a lock, whatever comes below',
      'cta',
      [['Call us'], ['Write', 'locked'], ['Come by'], ['Shout', 'locked']],
      ['Write', 'agency', 'locked', true],
    ],
    [
      'is not extended past a lock',
      'must_include',
      [
        [['a'], 'locked'],
        [['b'], 'extend'],
      ],
      [['a'], 'root', 'locked', true],
    ],
    [
      'is not locked by a layer that has no value',
      'cta',
      [['Call us'], [undefined, 'locked'], ['Write']],
      ['Write', 'customer', 'override', false],
    ],
  ])('%s', (_guarantee, field, layers, expected) => {
    expect(mergeField(field, layers)).toEqual(expected)
  })

  it('appends objects that are equal only once', () => {
    const link = { url: 'https://example.com/', anchor: 'home' }
    const { effective } = mergeStrategies([
      layer(0, { seo: { internal_links: [link] } }),
      layer(1, { seo: { internal_links: [{ ...link }, { url: link.url }] } }, { 'seo.internal_links': 'extend' }),
    ])
    expect(effective.seo?.internal_links).toEqual([link, { url: link.url }])
  })

  it('names the layers whose values are in it, and none that was replaced or kept out', () => {
    const layers = [
      layer(0, { content: { must_include: ['a'], cta: 'Call' } }),
      layer(1, { content: { must_include: ['b'], cta: 'Write' } }, { 'content.must_include': 'extend' }),
      layer(2, { content: { must_include: ['c'] } }, { 'content.must_include': 'locked' }),
      layer(3, { content: { must_include: ['d'] } }, { 'content.must_include': 'extend' }),
    ]
    const names = (upTo: number, path: string) =>
      mergeStrategies(layers.slice(0, upTo))
        .contributors.get(path)
        ?.map(({ client_name }) => client_name)
    expect(names(2, 'content.must_include')).toEqual(['root', 'agency'])
    expect(names(4, 'content.must_include')).toEqual(['customer'])
    expect(names(4, 'content.cta')).toEqual(['agency'])
  })

  it('leaves the layers as they were', () => {
    const layers = [
      layer(0, { content: { must_include: ['a'] } }),
      layer(1, { content: { must_include: ['b'] } }, { 'content.must_include': 'extend' }),
    ]
    const before = structuredClone(layers)
    mergeStrategies(layers)
    expect(layers).toEqual(before)
  })
})

const words = fc.constantFrom('red', 'green', 'blue', 'grey')
const valueOf: Record<StrategyFieldKind, fc.Arbitrary<unknown>> = {
  list: fc.array(words, { maxLength: 3 }),
  bounds: fc.record({ min: fc.nat(9), max: fc.nat(9) }, { requiredKeys: [] }),
  map: fc.dictionary(words, words),
  value: words,
}
const mode = fc.constantFrom<MergeMode>('inherit', 'extend', 'override', 'locked')

/** Values of the right kind for a random choice of all fields, each with or without a mode. */
const anyLayer = fc
  .tuple(...strategyFields.map((field) => fc.tuple(fc.option(valueOf[field.kind]), fc.option(mode, { freq: 1 }))))
  .map((choices) => {
    const configuration: Record<string, Record<string, unknown>> = {}
    const modes: MergeModes = {}
    strategyFields.forEach(({ path, section, name }, index) => {
      const [value, chosen] = choices[index] ?? [null, null]
      if (value !== null) (configuration[section] ??= {})[name] = value
      if (chosen !== null) modes[path] = chosen
    })
    return { configuration: configuration, modes }
  })
const anyLayers = fc
  .array(anyLayer, { maxLength: 4 })
  .map((made) => made.map(({ configuration, modes }, index) => layer(index, configuration, modes)))

function setPaths(configuration: StrategyConfiguration): string[] {
  return Object.entries(configuration).flatMap(([section, fields]) =>
    Object.keys(fields).map((name) => `${section}.${name}`),
  )
}

describe('merging any layers', () => {
  it('explains exactly the fields that are set, each by a layer that has a value for it', () => {
    fc.assert(
      fc.property(anyLayers, (layers) => {
        const { effective, explain } = mergeStrategies(layers)
        expect(explain.map((entry) => entry.path).sort()).toEqual(setPaths(effective).sort())
        for (const entry of explain) {
          const setter = layers.find((one) => one.strategy_id === entry.strategy_id)
          expect(setPaths(setter?.configuration ?? {})).toContain(entry.path)
        }
      }),
    )
  })

  it('gives the same answer every time', () => {
    fc.assert(
      fc.property(anyLayers, (layers) => {
        expect(mergeStrategies(structuredClone(layers))).toEqual(mergeStrategies(layers))
      }),
    )
  })

  it('never changes a locked value or its locker further down', () => {
    fc.assert(
      fc.property(anyLayers, anyLayers, (above, below) => {
        const [before, after] = [mergeStrategies(above), mergeStrategies([...above, ...below])]
        for (const entry of before.explain.filter(({ locked }) => locked)) {
          const [section = '', name = ''] = entry.path.split('.')
          const read = (from: StrategyConfiguration) =>
            (from as Record<string, Record<string, unknown>>)[section]?.[name]
          expect(read(after.effective)).toEqual(read(before.effective))
          expect(after.explain).toContainEqual(entry)
        }
      }),
    )
  })

  it('never sets a field that no layer has', () => {
    fc.assert(
      fc.property(anyLayers, (layers) => {
        const known = new Set(layers.flatMap((one) => setPaths(one.configuration)))
        for (const path of setPaths(mergeStrategies(layers).effective)) expect(known).toContain(path)
      }),
    )
  })
})
