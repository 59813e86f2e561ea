import { z } from 'zod'
import { contentTypeOrAny } from '../enums.ts'
import { text, uuid } from '../primitives.ts'
import { mergeModes, type MergeModes, strategyConfiguration, type StrategyConfiguration } from './configuration.ts'
import { strategyField, strategyValue } from './fields.ts'

export const strategyName = text().trim().min(1, 'must not be empty').max(200)

/** Why a version was made. */
export const strategyMessage = text().trim().max(500)

const version = z.number().int().positive()

/**
 * What is wrong with merge modes beside this configuration: a path that is no field; a mode other than `inherit` where
 * the configuration has no value, since a mode says how the layer's own value meets the one from above (`inherit` with
 * a value keeps it without using it); `extend` on a plain value, which could only replace.
 */
export function mergeModeProblems(
  configuration: StrategyConfiguration,
  modes: MergeModes,
): { path: string; message: string }[] {
  return Object.entries(modes).flatMap(([path, mode]) => {
    const field = strategyField(path)
    if (!field) return [{ path, message: 'is not a field of a strategy' }]
    if (mode === 'extend' && field.kind === 'value')
      return [{ path, message: 'cannot be extended: only lists, terms and ranges can' }]
    if (mode !== 'inherit' && strategyValue(configuration, field) === undefined)
      return [{ path, message: `says ${mode}, but the configuration has no value for it` }]
    return []
  })
}

const textShape = { configuration: strategyConfiguration, merge_modes: mergeModes.default({}) }

const checkModes: z.core.CheckFn<{ configuration: StrategyConfiguration; merge_modes: MergeModes }> = (checked) => {
  for (const { path, message } of mergeModeProblems(checked.value.configuration, checked.value.merge_modes))
    checked.issues.push({
      code: 'custom',
      message,
      path: ['merge_modes', path],
      input: checked.value.merge_modes[path],
    })
}

/** What a version consists of. */
export const strategyText = z.strictObject(textShape).check(checkModes)
export type StrategyText = z.infer<typeof strategyText>

/** `POST /clients/:id/strategies`. A draft until `is_active`; `replaces` is the active strategy of the same type that it takes the place of. */
export const createStrategyRequest = z
  .strictObject({
    name: strategyName,
    content_type: contentTypeOrAny,
    is_active: z.boolean().default(false),
    replaces: uuid.optional(),
    message: strategyMessage.optional(),
    ...textShape,
  })
  .check(checkModes)
export type CreateStrategyRequest = z.infer<typeof createStrategyRequest>

/** `PUT /strategies/:id`: a new version, based on `base_version`. */
export const saveStrategyRequest = z
  .strictObject({ base_version: version, message: strategyMessage.optional(), ...textShape })
  .check(checkModes)
export type SaveStrategyRequest = z.infer<typeof saveStrategyRequest>

/** `PATCH /strategies/:id`: its name, and whether it applies. Neither makes a version. */
export const changeStrategyRequest = z
  .strictObject({
    base_version: version,
    name: strategyName.optional(),
    is_active: z.boolean().optional(),
    replaces: uuid.optional(),
  })
  .refine((change) => change.name !== undefined || change.is_active !== undefined, {
    error: 'must change the name or is_active',
  })
export type ChangeStrategyRequest = z.infer<typeof changeStrategyRequest>

/** `POST /strategies/:id/rollback`: what `version` said becomes a new version. */
export const rollbackStrategyRequest = z.strictObject({
  version,
  base_version: version,
  message: strategyMessage.optional(),
})
export type RollbackStrategyRequest = z.infer<typeof rollbackStrategyRequest>

/** `POST /clients/:id/strategies/preview`: what a new strategy would do. Nothing is written. */
export const previewNewStrategyRequest = z
  .strictObject({
    content_type: contentTypeOrAny,
    is_active: z.boolean().default(true),
    /** As which content type the effective values are shown; the strategy's own when absent. */
    shown_as: contentTypeOrAny.optional(),
    ...textShape,
  })
  .check(checkModes)
export type PreviewNewStrategyRequest = z.infer<typeof previewNewStrategyRequest>

/** `POST /strategies/:id/preview`: what saving this text, or (de)activating, would do. Nothing is written. */
export const previewStrategyRequest = z
  .strictObject({
    is_active: z.boolean().optional(),
    shown_as: contentTypeOrAny.optional(),
    ...textShape,
  })
  .check(checkModes)
export type PreviewStrategyRequest = z.infer<typeof previewStrategyRequest>

/**
 * `POST /clients/:id/strategies/import`: a strategy as YAML becomes a new one, or with `strategy_id` and `base_version` a
 * new version of that one. `dry_run` only reads it.
 */
export const importStrategyRequest = z
  .strictObject({
    yaml: text().min(1, 'must not be empty').max(400_000, 'must have at most 400,000 characters'),
    dry_run: z.boolean().default(false),
    strategy_id: uuid.optional(),
    base_version: version.optional(),
    message: strategyMessage.optional(),
  })
  .refine((given) => given.strategy_id === undefined || given.dry_run || given.base_version !== undefined, {
    error: 'is required with strategy_id',
    path: ['base_version'],
  })
export type ImportStrategyRequest = z.infer<typeof importStrategyRequest>

/** A strategy's file, as it is exported and imported. */
export const strategyFile = z
  .strictObject({ name: strategyName, content_type: contentTypeOrAny, ...textShape })
  .check(checkModes)
export type StrategyFile = z.infer<typeof strategyFile>
