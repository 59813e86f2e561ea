import {
  type ContentTypeOrAny,
  type Strategy,
  type StrategyAuthor,
  type StrategyConflictText,
  strategyFields,
  type StrategySummary,
  type StrategyVersion,
} from '@hg/contracts'
import {
  type LineageStrategyRow,
  type Queryable,
  type StrategyLayerRow,
  type StrategyRow,
  type StrategyVersionRow,
  strategyAuthors,
} from '@hg/db'
import { modeOf, type TextOfStrategy } from './differences.ts'
import { readSurroundings } from './read-surroundings.ts'
import { locksAnything, standingOf } from './standing.ts'

/** Names of a client's authors, by actor. */
export type Authors = ReadonlyMap<string, string>

/** Who made a version; null for what came with the product. */
export function presentAuthor(actor: string | null, authors: Authors): StrategyAuthor | null {
  return actor === null ? null : { actor, name: authors.get(actor) ?? null }
}

function countFields(text: TextOfStrategy): { field_count: number; locked_count: number } {
  const modes = strategyFields.map((field) => modeOf(text, field))
  return {
    field_count: modes.filter((mode) => mode !== null && mode !== 'inherit').length,
    locked_count: modes.filter((mode) => mode === 'locked').length,
  }
}

/** A client's own strategy as lists show it. */
export function presentOwn(row: StrategyRow, authors: Authors): StrategySummary {
  return { ...presentSummary(row, authors), inherited: false }
}

function presentSummary(row: StrategyRow, authors: Authors): Omit<StrategySummary, 'inherited'> {
  const { id, client_id, client_name, name, content_type, version, is_active, message } = row
  return {
    ...{ id, client_id, client_name, name, content_type, version, is_active, message },
    ...countFields(row),
    author: presentAuthor(row.created_by, authors),
    created_at: row.created_at.toISOString(),
    updated_at: row.versioned_at.toISOString(),
  }
}

/** A strategy of a client above, as lists show it: what applies, and nothing about who made it. */
export function presentInherited(row: LineageStrategyRow): StrategySummary {
  const { strategy_id, client_id, client_name, name, content_type, version } = row
  return {
    ...{ id: strategy_id, client_id, client_name, name, content_type, version },
    ...countFields(row),
    is_active: true,
    inherited: true,
    message: null,
    author: null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

export function presentVersion(row: StrategyVersionRow, current: number, authors: Authors): StrategyVersion {
  const { version, message, restored_from } = row
  return {
    ...{ version, message, restored_from },
    author: presentAuthor(row.created_by, authors),
    is_current: version === current,
    created_at: row.created_at.toISOString(),
  }
}

/** What somebody who was slower is told. */
export function presentCurrent(row: StrategyRow, authors: Authors): StrategyConflictText {
  const { version, message, configuration, merge_modes } = row
  return {
    ...{ version, message, configuration, merge_modes },
    author: presentAuthor(row.created_by, authors),
    created_at: row.versioned_at.toISOString(),
  }
}

/** A strategy as a layer of its client. */
export function toLayer(row: StrategyRow): StrategyLayerRow {
  const { id, version, name, content_type, client_id, client_name, configuration, merge_modes } = row
  return { strategy_id: id, version, name, content_type, client_id, client_name, depth: 0, configuration, merge_modes }
}

/** A strategy with what surrounds it. */
export async function presentStrategy(
  tx: Queryable,
  row: StrategyRow,
  shownAs: ContentTypeOrAny = row.content_type,
): Promise<Strategy> {
  const surroundings = await readSurroundings(tx, row.client_id, [row.configuration], {
    withBelow: locksAnything(row),
  })
  return {
    ...presentSummary(row, await strategyAuthors(tx, row.client_id)),
    configuration: row.configuration,
    merge_modes: row.merge_modes,
    restored_from: row.restored_from,
    standing: standingOf({ ...surroundings, subject: toLayer(row), shownAs }),
  }
}
