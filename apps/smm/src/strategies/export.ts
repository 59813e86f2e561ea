import { getStrategyVersion, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { tidyText } from './differences.ts'
import { findStrategy } from './find.ts'
import { writeStrategyYaml } from './yaml/write-strategy-yaml.ts'

/**
 * A strategy, or one of its versions, as a YAML file that can be imported again.
 *
 * @throws {AppError} `not_found`, also for a version that does not exist
 */
export async function exportStrategy(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  version?: number,
): Promise<{ yaml: string; fileName: string }> {
  const { row, text } = await withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findStrategy(tx, id, 'viewer')
    const wanted = version ?? row.version
    const text = wanted < 2 ** 31 ? await getStrategyVersion(tx, id, wanted) : null
    if (!text) throw notFound('version')
    return { row, text }
  })
  const { name, content_type } = row
  const heading = [
    `${name}, version ${text.version} of ${text.created_at.toISOString().slice(0, 10)}, of ${row.client_name}.`,
    'Import it to make a new strategy of it, or a new version of this one.',
  ]
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return {
    yaml: writeStrategyYaml({ name, content_type, ...tidyText(text) }, heading),
    fileName: `${slug || 'strategy'}-v${text.version}.yaml`,
  }
}
