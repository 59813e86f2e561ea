import type { ContentType, PromptVariables, Role } from '@hg/contracts'
import { type Actor, formatActor } from '@hg/runtime'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { storableVersion } from './storable-version.ts'

/** A version that serves, and what it takes; never its texts, which may be another client's. */
export interface PromptNeedsRow {
  template_id: string
  version: number
  name: string
  /** The client that owns the template: the asked one or one above it. */
  client_id: string
  variables: PromptVariables
}

/**
 * The actor's role on a client (null: not theirs to see), and what the version takes that would serve a request, in one statement
 * that sets the actor for itself. `serves` is null where none does.
 *
 * @param asked.version one version of the named template, in use or not, of those that the actor may read
 */
export async function promptNeeds(
  tx: Queryable,
  actor: Actor,
  asked: {
    clientId: string
    contentType: ContentType
    templateId?: string | undefined
    version?: number | undefined
  },
): Promise<{ role: Role | null; serves: PromptNeedsRow | null }> {
  const { clientId, contentType, templateId = null, version = null } = asked
  const { rows } = await sql<PromptNeedsRow & { role: Role | null; template_id: string | null }>`
    with context as materialized (select set_config('app.actor', ${formatActor(actor)}, true) as actor)
    select n.* from context
    cross join lateral app.prompt_needs(
      case when context.actor <> '' then ${clientId}::uuid end, ${contentType}, ${templateId}, ${version && storableVersion(version)}) n`.execute(
    tx,
  )
  const [row] = rows
  return { role: row?.role ?? null, serves: row?.template_id ? row : null }
}
