import type { ContentType, TestBrief } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { storableVersion } from '../prompts/storable-version.ts'

export interface TestSetSummaryRow {
  id: string
  client_id: string
  name: string
  content_type: ContentType
  version: number
  size: number
  runs: number
  created_at: Date
  updated_at: Date
}

export interface TestSetRow extends TestSetSummaryRow {
  briefs: TestBrief[]
}

/** What a test set says. */
export interface TestSetText {
  name: string
  content_type: ContentType
  briefs: TestBrief[]
}

const summary = sql`
  t.id, t.client_id, t.name, t.content_type, t.version, jsonb_array_length(t.briefs) as size, t.created_at, t.updated_at,
  (select count(*)::int from test_runs r where r.client_id = t.client_id and r.test_set_id = t.id) as runs`

/** One test set; null when it does not exist or is not the actor's to see. */
export async function getTestSet(tx: Queryable, id: string): Promise<TestSetRow | null> {
  const { rows } = await sql<TestSetRow>`select ${summary}, t.briefs from test_sets t where t.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** A client's own test sets, newest first, one more than `limit` when there is a next page. */
export async function listTestSets(
  tx: Queryable,
  clientId: string,
  { before = null, limit }: { before?: string | undefined | null; limit: number },
): Promise<TestSetSummaryRow[]> {
  const { rows } = await sql<TestSetSummaryRow>`
    select ${summary} from test_sets t
    where t.client_id = ${clientId} and (${before}::uuid is null or t.id < ${before}::uuid)
    order by t.id desc
    limit ${limit + 1}`.execute(tx)
  return rows
}

/**
 * Adds a test set as its version 1, and returns its id.
 *
 * @throws constraint `test_sets_name` when the client has one of this name
 */
export async function insertTestSet(tx: Queryable, clientId: string, text: TestSetText): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into test_sets (client_id, name, content_type, briefs)
    values (${clientId}, ${text.name}, ${text.content_type}, ${JSON.stringify(text.briefs)})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/**
 * Writes a test set anew, if it is still at this version. Returns false when it is not.
 *
 * @throws constraint `test_sets_name`
 */
export async function updateTestSet(
  tx: Queryable,
  id: string,
  baseVersion: number,
  text: TestSetText,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update test_sets
    set name = ${text.name}, content_type = ${text.content_type}, briefs = ${JSON.stringify(text.briefs)}
    where id = ${id} and version = ${storableVersion(baseVersion)}`.execute(tx)
  return numAffectedRows === 1n
}

/** Removes a test set with what was noted about its runs; their pieces stay. Returns false when it was gone already. */
export async function deleteTestSet(tx: Queryable, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from test_sets where id = ${id}`.execute(tx)
  return numAffectedRows === 1n
}

/**
 * What these pieces of the client, or of a client below it, were asked for with, in the order of the ids: those that the actor sees.
 * Pieces of other clients, and those whose texts were removed, are missing. What was not the client's own says where it is from.
 */
export async function briefsOfJobs(
  tx: Queryable,
  clientId: string,
  jobIds: string[],
): Promise<{ id: string; client_id: string; brief: TestBrief }[]> {
  const { rows } = await sql<{ id: string; client_id: string; brief: TestBrief }>`
    select j.id, j.client_id, jsonb_strip_nulls(jsonb_build_object('topic', j.parameters -> 'topic',
      'keywords', j.parameters -> 'keywords', 'brief', j.parameters -> 'brief',
      'variables', j.parameters -> 'variables',
      'taken_from', case when j.client_id <> ${clientId} then jsonb_build_object('job_id', j.id, 'client_id', j.client_id)
        else j.parameters #> '{trial,taken_from}' end)) as brief
    from unnest(${jobIds}::uuid[]) with ordinality as asked (id, place)
    join jobs j on j.id = asked.id
    join client_closure c on c.ancestor_id = ${clientId} and c.descendant_id = j.client_id
    where j.parameters ? 'topic' and j.task = 'piece'
    order by asked.place`.execute(tx)
  return rows
}
