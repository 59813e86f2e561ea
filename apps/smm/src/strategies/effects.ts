import {
  type ContentType,
  contentType,
  type ContentTypeOrAny,
  mergeField,
  type StrategyConflict,
  type StrategyEffect,
  type StrategyEffects,
  type StrategyField,
} from '@hg/contracts'
import type { StrategyLayerRow, SubtreeClientRow } from '@hg/db'
import { isDeepStrictEqual } from 'node:util'
import { conflictKey, findConflicts } from './conflicts/find-conflicts.ts'
import type { KnownModel } from './conflicts/input.ts'
import { takesPart } from './layers.ts'

export interface EffectsInput {
  /** The client and everything below it, parents before children. */
  clients: readonly SubtreeClientRow[]
  /** Active layers above the client, from the root down. */
  above: readonly StrategyLayerRow[]
  /** Active layers of the client and of everything below it, as they are and as they would be. */
  before: readonly StrategyLayerRow[]
  after: readonly StrategyLayerRow[]
  /** The fields that the change touches. */
  fields: readonly StrategyField[]
  models: readonly KnownModel[]
}

/** How many clients are named. */
const mostItems = 50
/** How many clients are worked through before others get their turn. */
const clientsAtOnce = 100

interface Change {
  paths: string[]
  conflicts: StrategyConflict[]
}

/**
 * For which clients, from the changed one down, effective values change, for which content types, and which conflicts come
 * with it. Clients and types with the same layers are worked out once; conflicts that only a content type's usual length
 * or sections bring are left to the strategy's own page.
 */
export async function effectsOf(input: EffectsInput): Promise<StrategyEffects> {
  const compare = createComparison(input)
  const chains = new Map<string, { before: readonly StrategyLayerRow[]; after: readonly StrategyLayerRow[] }>()
  const own = { before: byOwner(input.before), after: byOwner(input.after) }
  const effects: StrategyEffects = { examined: input.clients.length, clients: 0, items: [] }

  for (const [index, client] of input.clients.entries()) {
    if (index % clientsAtOnce === clientsAtOnce - 1) await new Promise((resolve) => setImmediate(resolve))
    const parent = chains.get(client.parent_id ?? '') ?? { before: input.above, after: input.above }
    const chain = {
      before: [...parent.before, ...(own.before.get(client.id) ?? [])],
      after: [...parent.after, ...(own.after.get(client.id) ?? [])],
    }
    chains.set(client.id, chain)
    const effect = effectOn(client, compare(chain.before, chain.after))
    if (!effect) continue
    effects.clients += 1
    if (effects.items.length < mostItems) effects.items.push(effect)
  }
  return effects
}

/** Each client's own layers, the one for any content first. */
function byOwner(layers: readonly StrategyLayerRow[]): Map<string, StrategyLayerRow[]> {
  const sorted = layers.toSorted((a, b) => Number(b.content_type === 'any') - Number(a.content_type === 'any'))
  return Map.groupBy(sorted, ({ client_id }) => client_id)
}

function effectOn(client: SubtreeClientRow, byType: Map<ContentType, Change>): StrategyEffect | undefined {
  const changes = [...byType].filter(([, { paths }]) => paths.length > 0)
  if (changes.length === 0) return undefined
  const conflicts = new Map(
    changes.flatMap(([, change]) => change.conflicts.map((found) => [conflictKey(found), found])),
  )
  return {
    client_id: client.id,
    client_name: client.name,
    client_slug: client.slug,
    depth: client.depth,
    content_types: changes.map(([type]) => type),
    paths: [...new Set(changes.flatMap(([, { paths }]) => paths))],
    new_conflicts: [...conflicts.values()]
      .slice(0, 10)
      .map(({ code, severity, paths, message, values }) => ({ code, severity, paths, message, values })),
  }
}

/** Compares two lineages for every content type, remembering by the layers that take part. */
function createComparison({ fields, models }: EffectsInput) {
  const known = new Map<string, Change>()

  function change(before: StrategyLayerRow[], after: StrategyLayerRow[], type: ContentTypeOrAny): Change {
    const paths = fields
      .filter((field) => !isDeepStrictEqual(mergeField(field, before)?.value, mergeField(field, after)?.value))
      .map(({ path }) => path)
    if (paths.length === 0) return { paths, conflicts: [] }
    const arising = findConflicts(after, type, models)
    const there = new Set(arising.length > 0 ? findConflicts(before, type, models).map(conflictKey) : [])
    return { paths, conflicts: arising.filter((found) => !there.has(conflictKey(found))) }
  }

  return (before: readonly StrategyLayerRow[], after: readonly StrategyLayerRow[]): Map<ContentType, Change> => {
    const special = new Set([...before, ...after].map(({ content_type }) => content_type))
    return new Map(
      contentType.options.map((type) => {
        const merged: ContentTypeOrAny = special.has(type) ? type : 'any'
        const layers = [before, after].map((all) => all.filter((layer) => takesPart(layer, merged)))
        const key = JSON.stringify([merged, ...layers.map((some) => some.map(keyOf))])
        let found = known.get(key)
        if (!found) {
          found = change(layers[0] ?? [], layers[1] ?? [], merged)
          known.set(key, found)
        }
        return [type, found]
      }),
    )
  }
}

/** A layer and its text: the one that changes has a version of its own. */
function keyOf({ strategy_id, version }: StrategyLayerRow): string {
  return `${strategy_id} ${version}`
}
