import type { StagedClient } from '@hg/rls'
import { randomBytes, randomUUID } from 'node:crypto'
import type { Client } from 'pg'

/** What a `$name` of routes.yaml stands for, about one target. */
export type Ids = (name: string) => Promise<string>

/** @param place where a move leads */
export function createIds(admin: Client, target: StagedClient, place: StagedClient): Ids {
  const add = async (sql: string, values: unknown[]) => {
    const { rows } = await admin.query<{ id: string }>(sql, values)
    return rows[0]?.id ?? ''
  }
  const person = async (role: string) => {
    const id = await add(`insert into users (email, name, password_hash) values ($1, 'New', 'none') returning id`, [
      `${randomUUID()}@stage.example`,
    ])
    await admin.query('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, target.id, role])
    return id
  }
  const invite = (role: string) =>
    add(
      `insert into invites (client_id, email, role, token_hash, expires_at)
       values ($1, $2, $3, $4, now() + interval '1 day') returning id`,
      [target.id, `${randomUUID()}@stage.example`, role, randomBytes(32).toString('hex')],
    )
  const webhook = (clientId: string) =>
    add(
      `insert into webhooks (client_id, url, origin, events, secret)
       values ($1, 'https://new.example/', 'https://new.example', '{job.failed}', 'k.n.c') returning id`,
      [clientId],
    )
  const made: Record<string, () => string | Promise<string>> = {
    client: () => target.id,
    slug: () => target.slug,
    place: () => place.id,
    job: () => target.jobId,
    batch: () => target.batchId,
    // One that has ended, as the other jobs.
    suggestion: () =>
      add(
        `insert into jobs (client_id, content_type, task, is_trial, prompt, parameters, strategy, created_by, status)
         values ($1, 'any', 'suggestion', true, 'Whose', $2, '{"effective": {}, "layers": []}', 'stage', 'cancelled') returning id`,
        [
          target.id,
          {
            topic: 'Whose',
            suggestion: { template_id: target.templateId, template_version: 1, template_name: 'Whose' },
          },
        ],
      ),
    test_set: () => target.testSetId,
    new_test_set: () =>
      add(
        `insert into test_sets (client_id, name, content_type, briefs, created_by)
         values ($1, $2, 'faq', '[{"topic": "Whose"}]', 'stage') returning id`,
        [target.id, randomUUID()],
      ),
    strategy: () => target.strategyId,
    template: () => target.templateId,
    experiment: () => target.experimentId,
    running_experiment: () => target.runningExperimentId,
    content_template: () => target.contentTemplateId,
    session: () => target.bystander.sessionId,
    member_email: () => target.bystander.email,
    no_link: () => randomBytes(32).toString('base64url'),
    webhook: () => target.webhookId,
    delivery: () => add('select id from webhook_deliveries where webhook_id = $1 limit 1', [target.webhookId]),
    new_webhook: () => webhook(target.id),
    // The client itself, whose channel is there whatever was done to it before.
    slack: () =>
      add(
        `insert into slack_channels (client_id, secret, hint, kinds) values ($1, 'k.n.c', 'new', '{job_failed}')
         on conflict (client_id) do update set secret = 'k.n.c' returning client_id as id`,
        [target.id],
      ),
    new_viewer: () => person('viewer'),
    new_owner: () => person('owner'),
    new_invite: () => invite('viewer'),
    new_owner_invite: () => invite('owner'),
    new_key: () =>
      add(
        `insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, 'New', $2, $3, '{content:read}') returning id`,
        [target.id, randomBytes(6).toString('hex'), '0'.repeat(64)],
      ),
    new_content_template: () =>
      add(
        `insert into content_templates (client_id, name, content_types, body) values ($1, $2, '{faq}', $3) returning id`,
        [target.id, randomUUID(), { sections: [], defaults: {} }],
      ),
  }
  return async (name) => {
    const make = made[name]
    if (!make) throw new Error(`routes.yaml names $${name}, which ids.ts does not know`)
    return make()
  }
}

/** A copy of a request's part with every `$name` filled in. */
export async function fillIn<T>(part: T, ids: Ids): Promise<T> {
  if (typeof part === 'string' && part.startsWith('$')) return (await ids(part.slice(1))) as T
  if (Array.isArray(part)) return (await Promise.all(part.map((one: unknown) => fillIn(one, ids)))) as T
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).map(async ([key, value]) => [key, await fillIn<unknown>(value, ids)] as const)
  return Object.fromEntries(await Promise.all(entries)) as T
}
