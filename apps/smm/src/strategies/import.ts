import type { ImportStrategyRequest, Strategy, StrategyFile, StrategyImportPreview } from '@hg/contracts'
import { type Queryable, type StrategyRow, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { addStrategy, refuseSecondActive } from './create.ts'
import { tidyText } from './differences.ts'
import { findStrategy, findStrategyToChange } from './find.ts'
import { presentStrategy, toLayer } from './present.ts'
import { previewNewText, previewText } from './preview.ts'
import { storeText } from './save.ts'
import { readStrategyYaml } from './yaml/read-strategy-yaml.ts'

/**
 * Makes a strategy of a YAML file: a draft of the client, or with `strategy_id` a new version of that strategy. A dry run
 * says what it would make and do.
 *
 * @throws {AppError} `invalid_request` with lines and columns, `not_found`, `forbidden`, `conflict` when the strategy is at
 * another version, `unprocessable` for a file of another content type
 */
export async function importStrategy(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  input: ImportStrategyRequest,
): Promise<Strategy | StrategyImportPreview> {
  const { strategy_id: strategyId, base_version: baseVersion, message } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const target = strategyId === undefined ? undefined : await findTarget(tx, clientId, strategyId)
    const file = readStrategyYaml(input.yaml)
    if (target) checkType(file, target)
    if (input.dry_run) return previewImport(tx, clientId, file, target)
    if (!target || baseVersion === undefined)
      return addStrategy(tx, ctx, clientId, { ...file, message, is_active: false }, 'strategy.imported')

    const text = tidyText(file)
    const row = await findStrategyToChange(tx, target.id, baseVersion, text)
    const saved = await storeText(tx, ctx, row, text, { action: 'strategy.imported', message })
    return presentStrategy(tx, saved ?? row)
  }).catch(refuseSecondActive)
}

/** The strategy that the file goes into; one of another client is as good as none. */
async function findTarget(tx: Queryable, clientId: string, strategyId: string): Promise<StrategyRow> {
  const row = await findStrategy(tx, strategyId, 'admin')
  if (row.client_id !== clientId) throw notFound('strategy')
  return row
}

function checkType(file: StrategyFile, target: StrategyRow): void {
  if (file.content_type === target.content_type) return
  const message = `must be ${target.content_type}, as “${target.name}” is`
  throw new AppError(
    'unprocessable',
    `The file is for ${file.content_type}, “${target.name}” for ${target.content_type}.`,
    {
      fields: [{ path: 'content_type', message }],
    },
  )
}

async function previewImport(
  tx: Queryable,
  clientId: string,
  file: StrategyFile,
  target: StrategyRow | undefined,
): Promise<StrategyImportPreview> {
  const { name, content_type } = file
  const text = tidyText(file)
  const isActive = target?.is_active ?? false
  const preview = target
    ? await previewText(tx, { layer: toLayer(target), isActive }, text, { isActive, shownAs: content_type })
    : await previewNewText(tx, clientId, content_type, text, { isActive, shownAs: content_type })
  return { dry_run: true, name: target?.name ?? name, content_type, ...text, preview }
}
