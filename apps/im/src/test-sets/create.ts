import type { TestSet, TestSetInput } from '@hg/contracts'
import { type Database, insertTestSet, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import { findTestSet, presentTestSet } from './find.ts'
import { auditedText, toRefusal, toText } from './to-text.ts'

/**
 * Adds a test set to a client.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable`, `conflict` when the client has one of this name
 */
export async function createTestSet(
  deps: { db: Database },
  ctx: Context,
  clientId: string,
  input: TestSetInput,
): Promise<TestSet> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'member', 'client')
    const text = await toText(tx, clientId, input)
    const id = await insertTestSet(tx, clientId, text)
    await writeAudit(tx, ctx, {
      clientId,
      action: 'test_set.created',
      targetType: 'test_set',
      targetId: id,
      label: text.name,
      after: auditedText(text),
    })
    return presentTestSet(await findTestSet(tx, id))
  }).catch((error: unknown) => {
    throw toRefusal(error)
  })
}
