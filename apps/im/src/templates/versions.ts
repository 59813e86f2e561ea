import type { PromptDiff, PromptDiffQuery, PromptVersion, PromptVersionList } from '@hg/contracts'
import { listPromptVersions, withTenant } from '@hg/db'
import { readVersionCursor } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { differencesBetween } from './differences.ts'
import { findPrompt, findPromptToRead } from './find.ts'
import { presentVersion, presentVersionSummary, readSigns } from './present.ts'
import { requireVersion } from './require-version.ts'

/** The versions of a template, newest first, with why they were made, the labels that point at them and, for its own people, by whom. */
export async function listVersions(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<PromptVersionList> {
  const before = readVersionCursor(query.cursor)
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const signs = await readSigns(tx, await findPromptToRead(tx, id))
    const rows = await listPromptVersions(tx, id, { limit: query.limit, ...before })
    const items = rows.slice(0, query.limit).map((row) => presentVersionSummary(row, signs))
    return { items, next_cursor: rows.length > query.limit ? String(items.at(-1)?.version) : null }
  })
}

/** One version with its text. Throws `not_found` for one that does not exist. */
export async function readVersion(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  version: number,
): Promise<PromptVersion> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const prompt = await findPromptToRead(tx, id)
    const row = await requireVersion(tx, id, version)
    return presentVersion(row, await readSigns(tx, prompt))
  })
}

/** What differs between two versions: line by line in the texts, value by value in the rest. */
export async function compareVersions(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  query: PromptDiffQuery,
): Promise<PromptDiff> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const prompt = await findPromptToRead(tx, id)
    const to = query.to ?? prompt.latest_version
    const from = query.from ?? Math.max(1, to - 1)
    const texts = [await requireVersion(tx, id, from), await requireVersion(tx, id, to)] as const
    return { from, to, ...differencesBetween(...texts) }
  })
}

/**
 * What whoever wants to change or delete a version is told.
 *
 * @throws {AppError} always: `version_immutable`, or `not_found`
 */
export async function refuseVersionChange(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  version: number,
): Promise<never> {
  const prompt = await withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPrompt(tx, id, 'viewer')
    await requireVersion(tx, id, version)
    return row
  })
  throw new AppError(
    'version_immutable',
    `Version ${version} of “${prompt.name}” never changes: pieces name the version that they were made by. ` +
      `To change the text, POST /templates/${id}/versions with base_version ${prompt.latest_version}; ` +
      `to take up an earlier one, POST /templates/${id}/rollback.`,
  )
}
