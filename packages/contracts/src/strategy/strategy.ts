import { z } from 'zod'
import { contentType, contentTypeOrAny } from '../enums.ts'
import { page, pageQuery, timestamp, uuid } from '../primitives.ts'
import { mergeMode, mergeModes, strategyConfiguration, type StrategyConfiguration } from './configuration.ts'
import { strategyConflict } from './conflict.ts'
import { strategyExplanation, strategyLayer } from './effective.ts'

const version = z.number().int().positive()

/** Merged values. Each layer keeps to the contract, but together they may break it: that is a conflict to show, not an error. */
export const mergedConfiguration = z.record(
  z.string(),
  z.record(z.string(), z.unknown()),
) as unknown as z.ZodType<StrategyConfiguration>

/** Who made a version; `name` is null for somebody who has left. Versions that came with the product have no author. */
export const strategyAuthor = z.object({ actor: z.string(), name: z.string().nullable() })
export type StrategyAuthor = z.infer<typeof strategyAuthor>

/** A strategy as lists show it. Of one that is inherited from above only what applies is told: no author, no message. */
export const strategySummary = z.object({
  id: uuid,
  client_id: uuid,
  client_name: z.string(),
  name: z.string(),
  content_type: contentTypeOrAny,
  version,
  is_active: z.boolean(),
  inherited: z.boolean(),
  /** How many fields it sets, and how many of them it locks. */
  field_count: z.number().int(),
  locked_count: z.number().int(),
  message: z.string().nullable(),
  author: strategyAuthor.nullable(),
  created_at: timestamp,
  /** When the version was made. */
  updated_at: timestamp,
})
export type StrategySummary = z.infer<typeof strategySummary>

/** `GET /clients/:id/strategies`: those inherited from above first, from the root down, then the client's own; active ones first. */
export const strategyListQuery = pageQuery.extend({
  content_type: contentTypeOrAny.optional(),
  state: z.enum(['active', 'inactive']).optional(),
})
export type StrategyListQuery = z.infer<typeof strategyListQuery>
export const strategyList = page(strategySummary)
export type StrategyList = z.infer<typeof strategyList>

/** What stands above a strategy, what comes out with it, and what does not hold together. */
export const strategyStanding = z.object({
  /** As which content type; `any` merges the layers for any content alone. */
  shown_as: contentTypeOrAny,
  /** What is inherited: the layers before this one. */
  inherited: z.object({
    effective: mergedConfiguration,
    explain: z.array(strategyExplanation),
    layers: z.array(strategyLayer),
  }),
  /** What applies to the client with it; an inactive one is taken as if it were active. */
  effective: mergedConfiguration,
  explain: z.array(strategyExplanation),
  layers: z.array(strategyLayer),
  conflicts: z.array(strategyConflict),
})
export type StrategyStanding = z.infer<typeof strategyStanding>

export const strategyQuery = z.strictObject({ shown_as: contentTypeOrAny.optional() })

/** `GET /strategies/:id`, and the answer to every write. */
export const strategy = strategySummary.omit({ inherited: true }).extend({
  configuration: strategyConfiguration,
  merge_modes: mergeModes,
  /** The version that a rollback made this one from. */
  restored_from: version.nullable(),
  standing: strategyStanding,
})
export type Strategy = z.infer<typeof strategy>

/** A version in the history. */
export const strategyVersion = z.object({
  version,
  message: z.string().nullable(),
  author: strategyAuthor.nullable(),
  restored_from: version.nullable(),
  is_current: z.boolean(),
  created_at: timestamp,
})
export type StrategyVersion = z.infer<typeof strategyVersion>

/** `GET /strategies/:id/versions`, newest first. */
export const strategyVersionList = page(strategyVersion)
export type StrategyVersionList = z.infer<typeof strategyVersionList>

/** `GET /strategies/:id/versions/:version`. */
export const strategyVersionText = strategyVersion.extend({
  configuration: strategyConfiguration,
  merge_modes: mergeModes,
})
export type StrategyVersionText = z.infer<typeof strategyVersionText>

/**
 * One field that differs between two texts. `mode`: only how it meets the value from above. A mode is null where there is
 * no value. For lists, `gained` and `lost` are items; for maps and bounds, `[key, value]` pairs.
 */
export const strategyDifference = z.object({
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed', 'mode']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  mode_before: mergeMode.nullable(),
  mode_after: mergeMode.nullable(),
  gained: z.array(z.unknown()).optional(),
  lost: z.array(z.unknown()).optional(),
})
export type StrategyDifference = z.infer<typeof strategyDifference>

/** `GET /strategies/:id/diff`; `to` is the current version, `from` the one before it, where they are left out. */
export const strategyDiffQuery = z.strictObject({
  from: z.coerce.number().int().positive().optional(),
  to: z.coerce.number().int().positive().optional(),
})
export type StrategyDiffQuery = z.infer<typeof strategyDiffQuery>
export const strategyDiff = z.object({ from: version, to: version, differences: z.array(strategyDifference) })
export type StrategyDiff = z.infer<typeof strategyDiff>

/** A client for whom effective values change: which fields, and for which content types. */
export const strategyEffect = z.object({
  client_id: uuid,
  client_name: z.string(),
  client_slug: z.string(),
  depth: z.number().int().min(0),
  content_types: z.array(contentType),
  paths: z.array(z.string()),
  /** Conflicts that are not there yet. */
  new_conflicts: z.array(
    strategyConflict.pick({ code: true, severity: true, paths: true, message: true, values: true }),
  ),
})
export type StrategyEffect = z.infer<typeof strategyEffect>

/** What a change does to the client and to all below it. `items` holds at most 50, the nearest first. */
export const strategyEffects = z.object({
  examined: z.number().int(),
  clients: z.number().int(),
  items: z.array(strategyEffect),
})
export type StrategyEffects = z.infer<typeof strategyEffects>

/** What saving would do. Nothing is written. */
export const strategyPreview = z.object({
  differences: z.array(strategyDifference),
  standing: strategyStanding,
  effects: strategyEffects,
})
export type StrategyPreview = z.infer<typeof strategyPreview>

/** What an import would make, and what it would do. */
export const strategyImportPreview = z.object({
  dry_run: z.literal(true),
  name: z.string(),
  content_type: contentTypeOrAny,
  configuration: strategyConfiguration,
  merge_modes: mergeModes,
  preview: strategyPreview,
})
export type StrategyImportPreview = z.infer<typeof strategyImportPreview>

/** What a stale write is told as `current`; `yours` has the same shape without author and date. */
export const strategyConflictText = z.object({
  version,
  message: z.string().nullable(),
  author: strategyAuthor.nullable(),
  created_at: timestamp,
  configuration: strategyConfiguration,
  merge_modes: mergeModes,
})
export type StrategyConflictText = z.infer<typeof strategyConflictText>
