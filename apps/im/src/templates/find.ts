import type { PromptText, Role } from '@hg/contracts'
import {
  getOpenPrompt,
  getPrompt,
  lockPrompts,
  type PromptRow,
  type PromptVersionTextRow,
  type Queryable,
} from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, notFound } from '@hg/runtime'
import { differencesBetween } from './differences.ts'
import { presentVersion, readSigns } from './present.ts'
import { requireVersion } from './require-version.ts'

/**
 * A template that the actor has this role on.
 *
 * @throws {AppError} `not_found` for one that is not theirs to see, `forbidden` for too weak a role
 */
export async function findPrompt(tx: Queryable, id: string, needed: Role): Promise<PromptRow> {
  const row = await getPrompt(tx, id)
  if (!row) throw notFound('template')
  await requireRole(tx, row.client_id, needed, 'template')
  return row
}

/**
 * A template that the actor may read: one of a client of theirs, or one of a client above that those below may read.
 *
 * @returns also whether it is read from below (`inherited`)
 * @throws {AppError} `not_found` for any other
 */
export async function findPromptToRead(tx: Queryable, id: string): Promise<PromptRow & { inherited: boolean }> {
  const own = await getPrompt(tx, id)
  if (own) {
    await requireRole(tx, own.client_id, 'viewer', 'template')
    return { ...own, inherited: false }
  }
  const open = await getOpenPrompt(tx, id)
  if (!open) throw notFound('template')
  return { ...open, inherited: true }
}

/**
 * A template that the actor has this role on, for a change: nobody else changes prompts of its client until the transaction ends.
 * The role is asked for again after the wait, which may have been long: the policies would pass over a change without a word.
 */
export async function findPromptToChange(tx: Queryable, id: string, needed: Role): Promise<PromptRow> {
  const { client_id } = await findPrompt(tx, id, needed)
  await lockPrompts(tx, client_id)
  return findPrompt(tx, id, needed)
}

/**
 * Waits for a client's prompts, for a change by somebody with this role there, before and after the wait.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function lockPromptsAs(tx: Queryable, clientId: string, needed: Role): Promise<void> {
  await requireRole(tx, clientId, needed, 'client')
  await lockPrompts(tx, clientId)
  await requireRole(tx, clientId, needed, 'client')
}

/**
 * The latest version of a template, which a change is based on.
 *
 * @param yours what would be saved, for the answer to somebody who was slower
 * @throws {AppError} `conflict` with both texts and what differs
 */
export async function requireBase(
  tx: Queryable,
  row: PromptRow,
  baseVersion: number,
  yours: PromptText,
): Promise<PromptVersionTextRow> {
  const latest = await requireVersion(tx, row.template_id, row.latest_version)
  if (latest.version === baseVersion) return latest
  throw new AppError('conflict', `Version ${latest.version} is there already; yours was based on ${baseVersion}.`, {
    fields: [{ path: 'base_version', message: `must be ${latest.version}, the latest version` }],
    stale: {
      current: presentVersion(latest, await readSigns(tx, row)),
      yours: { version: baseVersion, ...yours },
      differences: differencesBetween(latest, yours),
    },
  })
}
