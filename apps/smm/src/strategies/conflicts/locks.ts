import { type MergeLayer, type StrategyField, strategyFields, strategyValue } from '@hg/contracts'
import { isDeepStrictEqual } from 'node:util'
import { modeOf } from '../differences.ts'
import { type Conflict, labelOf, listed, toParty } from './input.ts'

/** A layer's own value that is meant to be used; undefined where it is silent, or parked by `inherit`. */
export function usedValue(layer: MergeLayer, field: StrategyField): unknown {
  return modeOf(layer, field) === 'inherit' ? undefined : strategyValue(layer.configuration, field)
}

/** The layer that locks a field; undefined where none does. */
export function lockerOf(layers: readonly MergeLayer[], field: StrategyField): MergeLayer | undefined {
  return layers.find((layer) => modeOf(layer, field) === 'locked')
}

/** Values that are ignored since a layer above locked their field; one that says the same loses nothing. */
export function findLockedValues(layers: readonly MergeLayer[]): Conflict[] {
  return strategyFields.flatMap((field) => {
    const locker = lockerOf(layers, field)
    if (!locker) return []
    const locked = strategyValue(locker.configuration, field)
    const ignored = layers.slice(layers.indexOf(locker) + 1).filter((layer) => {
      const own = usedValue(layer, field)
      return own !== undefined && !isDeepStrictEqual(own, locked)
    })
    return ignored.map((layer): Conflict => ({
      code: 'locked_above',
      severity: 'warning',
      paths: [field.path],
      message: `${labelOf(field.path)} of ${layer.client_name} is ignored: ${locker.client_name} locked it in “${locker.name}”, version ${locker.version}.`,
      remedy: `Clear the value, or ask ${locker.client_name} to unlock it.`,
      values: [],
      parties: [toParty(field.path, layer), toParty(field.path, locker)],
    }))
  })
}

/** A client whose own values a lock above would take out of use. */
export interface ClientBelow {
  id: string
  name: string
  slug: string
}

const mostNamed = 50

/**
 * Whose values a strategy's locks silence: other layers of its client, and all below it. A lock that a layer above
 * forestalls silences nothing.
 *
 * @param above the layers before the subject, from the root down
 * @param below active layers of the client and of everything below it that may meet it in a merge, nearest first
 */
export function findSilenced(
  subject: MergeLayer,
  above: readonly MergeLayer[],
  below: readonly MergeLayer[],
  clients: ReadonlyMap<string, ClientBelow>,
): Conflict[] {
  return strategyFields.flatMap((field): Conflict[] => {
    if (modeOf(subject, field) !== 'locked' || lockerOf(above, field)) return []
    const locked = strategyValue(subject.configuration, field)
    const silenced = below.filter((layer) => {
      const own = layer.strategy_id === subject.strategy_id ? undefined : usedValue(layer, field)
      return own !== undefined && !isDeepStrictEqual(own, locked) && meets(subject, layer)
    })
    const ids = [...new Set(silenced.map(({ client_id }) => client_id))]
    const found = ids.flatMap((id) => clients.get(id) ?? [])
    if (found.length === 0) return []
    const names = found.slice(0, 3).map(({ name }) => name)
    const more = found.length - names.length
    return [
      {
        code: 'silences_below',
        severity: 'warning',
        paths: [field.path],
        message: `Locking ${labelOf(field.path)} silences what ${listed([...names, ...(more > 0 ? [`${more} more`] : [])])} ${found.length > 1 ? 'say' : 'says'}.`,
        remedy: 'Override instead of locking where they may differ.',
        values: [],
        parties: [toParty(field.path, subject)],
        silenced: { clients: found.slice(0, mostNamed), count: found.length },
      },
    ]
  })
}

/** Whether two layers take part in the merge for some content type, the second after the first. */
function meets(subject: MergeLayer, layer: MergeLayer): boolean {
  if (layer.client_id === subject.client_id) return subject.content_type === 'any' && layer.content_type !== 'any'
  return subject.content_type === 'any' || layer.content_type === 'any' || layer.content_type === subject.content_type
}
