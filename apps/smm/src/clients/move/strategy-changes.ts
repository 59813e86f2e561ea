import {
  type ContentType,
  contentType,
  type ContentTypeOrAny,
  type Merged,
  mergeStrategies,
  type MovedStrategyField,
} from '@hg/contracts'
import type { StrategyLayerRow } from '@hg/db'
import { isDeepStrictEqual } from 'node:util'
import { strategyFields } from '../../strategies/fields.ts'

/** A place's layers from the root down, by content type; under `any` those that every type shares. */
export type Lineages = Map<ContentTypeOrAny, StrategyLayerRow[]>

export interface StrategyMove {
  /** The moved clients' ids. */
  clientIds: string[]
  /** Their own active layers, `any` first. */
  own: StrategyLayerRow[]
  /** The layers above them, where they stand and where they will. */
  before: Lineages
  after: Lineages
}

export interface StrategyChanges {
  /** In the order of the contract's fields, the most clients first. */
  fields: MovedStrategyField[]
  /** Moved clients for which any value changes. */
  clients: number
}

type Sections = Record<string, Record<string, unknown> | undefined>

interface FieldChange {
  path: string
  before: unknown
  after: unknown
  before_from: string | null
  after_from: string | null
}

/**
 * Which effective strategy values change when clients get other clients above them: every client's own layers, merged
 * below the old ones and below the new ones, for every content type. Clients with the same own layers are worked out
 * once. Pure.
 */
export function strategyChanges(move: StrategyMove): StrategyChanges {
  const changes = new Map<string, MovedStrategyField>()
  let clients = 0
  for (const group of groupByOwnLayers(move)) {
    const found = changesOfGroup(move, group.own)
    if (found.length > 0) clients += group.size
    for (const change of found) {
      const key = JSON.stringify(change)
      const known = changes.get(key)
      if (known) known.clients += group.size
      else changes.set(key, { ...change, clients: group.size })
    }
  }
  const order = new Map(strategyFields.map(({ path }, index) => [path, index]))
  const fields = [...changes.values()].sort(
    (a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || b.clients - a.clients,
  )
  return { fields, clients }
}

/** Clients whose own layers say the same: one of them stands for all. */
function groupByOwnLayers({ clientIds, own }: StrategyMove): { own: StrategyLayerRow[]; size: number }[] {
  const byClient = Map.groupBy(own, (layer) => layer.client_id)
  const groups = Map.groupBy(clientIds, (id) =>
    JSON.stringify((byClient.get(id) ?? []).map((one) => [one.content_type, one.configuration, one.merge_modes])),
  )
  return [...groups.values()].map((ids) => ({ own: byClient.get(ids[0] ?? '') ?? [], size: ids.length }))
}

/** The changes of one client, each with the content types that it is so for; without them, it is so for all. */
function changesOfGroup(
  { before, after }: StrategyMove,
  own: StrategyLayerRow[],
): Omit<MovedStrategyField, 'clients'>[] {
  const named = namedTypes([before, after], own)
  const found = new Map<string, { change: FieldChange; types: ContentTypeOrAny[] }>()
  for (const type of ['any', ...named] as const) {
    const nearest = own.filter((layer) => layer.content_type === 'any' || layer.content_type === type)
    const [was, is] = [before, after].map((above) => [...(above.get(type) ?? []), ...nearest])
    for (const change of compare(was ?? [], is ?? [], own[0]?.client_id)) {
      const key = JSON.stringify(change)
      const known = found.get(key) ?? { change, types: [] }
      known.types.push(type)
      found.set(key, known)
    }
  }
  return [...found.values()].map(({ change, types }) => {
    if (types.length === named.length + 1) return change
    const others = contentType.options.filter((type) => !named.includes(type))
    const all = new Set(types.flatMap((type) => (type === 'any' ? others : [type])))
    return { ...change, content_types: contentType.options.filter((type) => all.has(type)) }
  })
}

/** Content types that some layer is for; every other type gets the layers for any content only. */
function namedTypes(lineages: Lineages[], own: StrategyLayerRow[]): ContentType[] {
  const layers = [...lineages.flatMap((lineage) => [...lineage.values()].flat()), ...own]
  const named = new Set(layers.map((layer) => layer.content_type))
  return contentType.options.filter((type) => named.has(type))
}

/** The fields whose values differ. Where the moved client sets one itself, nobody is named: so it is the same for many. */
function compare(was: StrategyLayerRow[], is: StrategyLayerRow[], ownId: string | undefined): FieldChange[] {
  const [before, after] = [mergeStrategies(was), mergeStrategies(is)]
  const nameOf = (path: string, { explain }: Merged): string | null => {
    const setter = explain.find((entry) => entry.path === path)
    return setter === undefined || setter.client_id === ownId ? null : setter.client_name
  }
  return strategyFields.flatMap(({ path, section, name }) => {
    const read = ({ effective }: Merged) => (effective as Sections)[section]?.[name] ?? null
    const [old, now] = [read(before), read(after)]
    if (isDeepStrictEqual(old, now)) return []
    return [{ path, before: old, after: now, before_from: nameOf(path, before), after_from: nameOf(path, after) }]
  })
}
