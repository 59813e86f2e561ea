import { isDeepStrictEqual } from 'node:util'
import type { TestSet, TestSetUpdate } from '@hg/contracts'
import { type Database, updateTestSet, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import { findTestSet, presentTestSet } from './find.ts'
import { auditedText, toRefusal, toText } from './to-text.ts'

/**
 * Writes a test set anew. Runs keep what they were asked with.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable`, `conflict` when it is at another version, with both texts, or its
 *   new name is taken
 */
export async function changeTestSet(
  deps: { db: Database },
  ctx: Context,
  id: string,
  { base_version, ...input }: TestSetUpdate,
): Promise<TestSet> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await findTestSet(tx, id)
    await requireRole(tx, before.client_id, 'member', 'test set')
    const text = await toText(tx, before.client_id, input, before.briefs)
    const written = await updateTestSet(tx, id, base_version, text)
    const after = await findTestSet(tx, id)
    if (!written) {
      const stale = { current: presentTestSet(after), yours: input }
      throw new AppError('conflict', 'Somebody else changed this test set in the meantime.', { stale })
    }
    const { name, content_type, briefs } = before
    const was = { name, content_type, briefs }
    if (!isDeepStrictEqual(was, text))
      await writeAudit(tx, ctx, {
        clientId: before.client_id,
        action: 'test_set.changed',
        targetType: 'test_set',
        targetId: id,
        label: text.name,
        before: auditedText(was),
        after: auditedText(text),
        facts: { version: after.version },
      })
    return presentTestSet(after)
  }).catch((error: unknown) => {
    throw toRefusal(error)
  })
}
