import type { ContentTypeOrAny, LlmProvider, MovedUse } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** API keys of these clients that work now, by name. */
export async function listKeysAt(tx: Queryable, clientIds: string[]): Promise<MovedUse[]> {
  const { rows } = await sql<MovedUse>`
    select k.id, k.name, k.client_id, c.name as client_name
    from api_keys k
    join clients c on c.id = k.client_id
    where k.client_id = any(${clientIds}::uuid[]) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    order by k.name, k.id`.execute(tx)
  return rows
}

/** Keys to the providers that these clients have, by provider; the last four characters tell two of a kind apart. */
export async function listProviderKeysAt(
  tx: Queryable,
  clientIds: string[],
): Promise<(MovedUse & { name: LlmProvider; last_four: string })[]> {
  const { rows } = await sql<MovedUse & { name: LlmProvider; last_four: string }>`
    select k.id, k.provider as name, k.last_four, k.client_id, c.name as client_name
    from provider_keys k
    join clients c on c.id = k.client_id
    where k.client_id = any(${clientIds}::uuid[]) and k.removed_at is null
    order by k.provider, k.id`.execute(tx)
  return rows
}

/** Experiments that run at these clients with templates of those places, by name. */
export async function listExperimentsOf(tx: Queryable, clientIds: string[], places: string[]): Promise<MovedUse[]> {
  const { rows } = await sql<MovedUse>`
    select e.id, e.name, e.client_id, c.name as client_name
    from experiments e
    join clients c on c.id = e.client_id
    where e.client_id = any(${clientIds}::uuid[]) and e.template_client_id = any(${places}::uuid[]) and e.state = 'running'
    order by e.name, e.id`.execute(tx)
  return rows
}

/** How many briefs test sets of those places took from pieces of these clients. */
export async function countTakenBriefs(tx: Queryable, clientIds: string[], places: string[]): Promise<number> {
  const { rows } = await sql<{ briefs: number }>`
    select count(*)::int as briefs
    from test_sets t, jsonb_array_elements(t.briefs) b
    where t.client_id = any(${places}::uuid[]) and b #>> '{taken_from,client_id}' = any(${clientIds}::text[])`.execute(
    tx,
  )
  return rows[0]?.briefs ?? 0
}

/** Active prompt templates of these clients, by name. */
export async function listPromptTemplatesAt(
  tx: Queryable,
  clientIds: string[],
): Promise<(MovedUse & { content_type: ContentTypeOrAny })[]> {
  const { rows } = await sql<MovedUse & { content_type: ContentTypeOrAny }>`
    select p.template_id as id, p.name, p.client_id, c.name as client_name, p.content_type
    from prompt_templates p
    join clients c on c.id = p.client_id
    where p.client_id = any(${clientIds}::uuid[]) and p.is_active and p.kind = 'prompt'
    order by p.name, p.template_id`.execute(tx)
  return rows
}
