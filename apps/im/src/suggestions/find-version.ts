import type { SuggestionWishes } from '@hg/contracts'
import { type Database, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { toValidate } from '../templates/check.ts'
import { findPrompt } from '../templates/find.ts'
import { requireVersion } from '../templates/require-version.ts'
import { readSurroundings } from '../validation/read-surroundings.ts'
import type { ValidationContext, VersionToValidate } from '../validation/validate-version.ts'

/** A version of a template that the actor may read, and what it is held against. */
export interface FoundVersion {
  version: VersionToValidate
  context: ValidationContext
}

/** Reads a version with its surroundings. Throws {AppError} `not_found` for one that is not the actor's to read. */
export async function findVersion(
  { db }: { db: Database },
  ctx: Context,
  { template_id, template_version }: Pick<SuggestionWishes, 'template_id' | 'template_version'>,
): Promise<FoundVersion> {
  return withTenant(db, ctx.actor, async (tx) => {
    const template = await findPrompt(tx, template_id, 'viewer')
    const text = await requireVersion(tx, template_id, template_version)
    const context = await readSurroundings(tx, template.client_id, template.content_type)
    return { version: toValidate(template, text), context }
  })
}
