import {
  type ContentTypeOrAny,
  mergeStrategies,
  type StrategyConflict,
  strategyFields,
  type StrategyLayer,
  type StrategyStanding,
} from '@hg/contracts'
import type { StrategyLayerRow, SubtreeClientRow } from '@hg/db'
import { findConflicts, joinConflicts } from './conflicts/find-conflicts.ts'
import type { KnownModel } from './conflicts/input.ts'
import { findSilenced } from './conflicts/locks.ts'
import { modeOf, type TextOfStrategy } from './differences.ts'
import { layersAs, typesOf } from './layers.ts'

/** A layer without its text. */
export function presentLayer(layer: StrategyLayerRow): StrategyLayer {
  const { strategy_id, version, name, content_type, client_id, client_name } = layer
  return { strategy_id, version, name, content_type, client_id, client_name }
}

/** True when a text locks something: only then does it matter what stands below. */
export function locksAnything(text: TextOfStrategy): boolean {
  return strategyFields.some((field) => modeOf(text, field) === 'locked')
}

export interface StandingInput {
  /** The strategy as it stands or as it would be saved; taken as active. */
  subject: StrategyLayerRow
  /** Every active layer of its client and of those above. */
  lineage: readonly StrategyLayerRow[]
  /** Every active layer of its client and of those below; needed for its locks only. */
  below: readonly StrategyLayerRow[]
  clients: readonly SubtreeClientRow[]
  models: readonly KnownModel[]
  shownAs: ContentTypeOrAny
}

/**
 * Where a strategy stands: what comes from above, what comes out with it, and the conflicts that it takes part in, for
 * every content type that it is merged for. Pure.
 */
export function standingOf(input: StandingInput): StrategyStanding {
  const { subject, lineage, below, models, shownAs } = input
  const layers = layersAs(lineage, shownAs, subject)
  const above = layers.slice(0, layers.indexOf(subject))
  const inherited = mergeStrategies(above)
  const merged = mergeStrategies(layers)
  return {
    shown_as: shownAs,
    inherited: { effective: inherited.effective, explain: inherited.explain, layers: above.map(presentLayer) },
    effective: merged.effective,
    explain: merged.explain,
    layers: layers.map(presentLayer),
    conflicts: conflictsOf(),
  }

  function conflictsOf(): StrategyConflict[] {
    const involves = (conflict: StrategyConflict) =>
      conflict.parties.some(({ strategy_id }) => strategy_id === subject.strategy_id)
    const arising = typesOf(lineage, subject).map((type) =>
      findConflicts(layersAs(lineage, type, subject), type, models).filter(involves),
    )
    const own = layersAs(lineage, subject.content_type, subject)
    const clients = new Map(input.clients.map((client) => [client.id, client]))
    const silenced = findSilenced(subject, own.slice(0, own.indexOf(subject)), below, clients)
    return joinConflicts([...arising, silenced.map((found) => ({ ...found, content_types: [subject.content_type] }))])
  }
}
