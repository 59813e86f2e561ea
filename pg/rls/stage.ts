import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import type { ActorRole, Relation } from './read-matrix.ts'
import { stageAudit } from './stage-audit.ts'
import { stageExperiments } from './stage-experiments.ts'
import { stagePeople } from './stage-people.ts'
import { askOne } from './stage-row.ts'
import { stageWork } from './stage-work.ts'

/** One client of the tree with a row of every kind; `ancestors` from the root down, without itself. */
export interface StagedClient {
  id: string
  slug: string
  type: string
  parentId: string | null
  ancestors: string[]
  jobId: string
  batchId: string
  /** A batch that nothing hangs on. */
  spareBatchId: string
  testSetId: string
  strategyId: string
  templateRowId: string
  templateId: string
  contentTemplateId: string
  /** A draft, and one that runs, of the staged template. */
  experimentId: string
  runningExperimentId: string
  apiKeyId: string
  apiKeyPublicId: string
  /** Its own key to OpenAI. */
  providerKeyId: string
  webhookId: string
  /** A sealed audit row with its details, and one that has neither seal nor details. */
  auditId: string
  bareAuditId: string
  /** Who wrote them. */
  auditorId: string
  /** A person with a role on this client who is nobody's actor. */
  bystander: {
    id: string
    email: string
    sessionId: string
    /** What they signed in with before, and the hashes of the links back to it and to another address. */
    formerEmail: string
    undoHash: string
    emailHash: string
  }
  /** An open invite, and the hash of its link. */
  inviteId: string
  inviteHash: string
}

export interface Stage {
  clients: StagedClient[]
  /** The actor with this role on this client, as `app.actor` takes it. */
  actor: (client: StagedClient, role: ActorRole) => string
  /** Actors that stand for nobody, with what they are. */
  nobodies: [what: string, actor: string][]
  priceId: string
}

/** What a row's client is to the actor's client. */
export function relationOf(actor: StagedClient, row: StagedClient): Relation {
  if (row.id === actor.id) return 'own'
  if (actor.ancestors.includes(row.id)) return 'parent'
  if (row.ancestors.includes(actor.id)) return 'child'
  return row.parentId === actor.parentId ? 'sibling' : 'stranger'
}

/** Fills the seeded tree with a row of every kind for every client, and makes all actors. Needs a superuser. */
export async function setStage(admin: Client): Promise<Stage> {
  const one = askOne(admin)
  const { addUser, addBystander, addInvite, addKey } = stagePeople(admin)
  const { id: priceId } = await one<{ id: string }>('select id from prices limit 1')
  const { rows: tree } = await admin.query<Pick<StagedClient, 'id' | 'slug' | 'type' | 'parentId' | 'ancestors'>>(
    `select c.id, c.slug, c.type, c.parent_id as "parentId",
       array(select a.ancestor_id from client_closure a where a.descendant_id = c.id and a.depth > 0 order by a.depth desc)
         as ancestors
     from clients c order by c.slug`,
  )

  const clients: StagedClient[] = []
  const actors = new Map<string, string>()
  for (const client of tree) {
    const { id } = client
    const { batch, job } = await stageWork(admin, id, priceId)
    const strategy = await one<{ id: string }>(
      `insert into strategies (client_id, name, content_type, configuration, is_active)
       values ($1, 'Stage', 'faq', '{}', true) returning id`,
      [id],
    )
    const template = await one<{ id: string; template_id: string }>(
      `insert into prompt_templates (client_id, name, content_type, template) values ($1, 'Stage', 'faq', 'Stage')
       returning id, template_id`,
      [id],
    )
    await admin.query(
      `insert into prompt_labels (client_id, template_id, label, version) values ($1, $2, 'stage', 1), ($1, $2, 'guarded', 1)`,
      [id, template.template_id],
    )
    await admin.query(`insert into prompt_label_rules (client_id, label) values ($1, 'guarded')`, [id])
    const contentTemplate = await one<{ id: string }>(
      `insert into content_templates (client_id, name, content_types, body) values ($1, 'Stage', '{faq}', '{}') returning id`,
      [id],
    )
    const key = await addKey(id, ['content:read'])
    const providerKey = await one<{ id: string }>(
      `insert into provider_keys (client_id, provider, secret, last_four) values ($1, 'openai', 'k.n.c', 'four') returning id`,
      [id],
    )
    const webhook = await one<{ id: string }>(
      `with made as (select app.uuid_v7() as id)
       insert into webhooks (id, client_id, url, origin, events, secret)
       select id, $1, 'https://' || id || '.example/', 'https://' || id || '.example', '{job.completed}', 'k.n.c' from made
       returning id`,
      [id],
    )
    await admin.query(
      `insert into webhook_deliveries (client_id, webhook_id, event, subject_client_id, subject_id)
       values ($1, $2, 'webhook.test', $1, $2)`,
      [id, webhook.id],
    )
    const spareBatch = await one<{ id: string }>(
      `insert into batches (client_id, size, estimated_usd, created_by) values ($1, 1, 0, 'stage') returning id`,
      [id],
    )
    const testSet = await one<{ id: string }>(
      `insert into test_sets (client_id, name, content_type, briefs, created_by)
       values ($1, 'Stage', 'faq', '[{"topic": "Whose"}]', 'stage') returning id`,
      [id],
    )
    await admin.query(
      `insert into test_runs (batch_id, client_id, test_set_id, test_set_version, template_id, template_version, template_name)
       values ($1, $2, $3, 1, $4, 1, 'Stage')`,
      [batch.id, id, testSet.id, template.template_id],
    )
    const audit = await stageAudit(admin, id, template.template_id)
    await admin.query(`insert into retention_policies (client_id, kind, days) values ($1, 'content', 90)`, [id])
    await admin.query(
      `insert into budgets (client_id, hard_usd) values ($1, 100)
       on conflict (client_id) do update set hard_usd = excluded.hard_usd, soft_usd = null`,
      [id],
    )
    await admin.query(
      `insert into budget_alerts (client_id, month, level, limit_usd, spent_usd) values ($1, '2026-01-01', 'soft', 50, 51)`,
      [id],
    )
    await admin.query(`insert into purge_runs (client_id, kind, removed, cutoff) values ($1, 'content', 1, now())`, [
      id,
    ])
    const bystander = await addBystander(id)
    await admin.query(
      `insert into slack_channels (client_id, secret, hint, kinds) values ($1, 'k.n.c', 'hooks.example', '{job_failed}')`,
      [id],
    )
    await admin.query(
      `insert into notifications (channel, user_id, client_id, kind, group_key, first_at, last_at, status, due_at)
       values ('email', $1, $2, 'job_failed', 'pieces', now(), now(), 'waiting', now())`,
      [bystander.id, id],
    )
    await admin.query(
      `insert into notification_preferences (user_id, kind, in_app, email, scope) values ($1, 'job_failed', true, true, 'own')`,
      [bystander.id],
    )
    await admin.query('update api_keys set created_by = $2 where id = $1', [key.id, `user:${bystander.id}`])
    await admin.query(
      `update jobs set strategy_id = $2, strategy_version = 1, template_id = $3, template_version = 1 where id = $1`,
      [job.id, strategy.id, template.template_id],
    )
    await admin.query(
      `insert into prompt_templates (client_id, template_id, name, content_type, template, version, is_active, created_by)
       values ($1, $2, 'Stage', 'faq', 'Later', 2, false, $3)`,
      [id, template.template_id, `user:${bystander.id}`],
    )
    const experiments = await stageExperiments(admin, id, template.template_id, bystander.id)
    await admin.query(`update jobs set experiment_id = $2, experiment_variant = 'a' where id = $1`, [
      job.id,
      experiments.runningExperimentId,
    ])
    await admin.query('update strategy_versions set created_by = $2 where strategy_id = $1', [
      strategy.id,
      `user:${bystander.id}`,
    ])
    clients.push({
      ...client,
      jobId: job.id,
      batchId: batch.id,
      spareBatchId: spareBatch.id,
      testSetId: testSet.id,
      strategyId: strategy.id,
      templateRowId: template.id,
      templateId: template.template_id,
      contentTemplateId: contentTemplate.id,
      ...experiments,
      apiKeyId: key.id,
      apiKeyPublicId: key.key_id,
      providerKeyId: providerKey.id,
      webhookId: webhook.id,
      ...audit,
      ...(await addInvite(id)),
      bystander,
    })
    for (const role of ['owner', 'admin', 'member', 'viewer'] as const)
      actors.set(`${id} ${role}`, `user:${(await addUser(role, id)).id}`)
    actors.set(`${id} key_read`, `key:${(await addKey(id, ['content:read'])).id}`)
    actors.set(`${id} key_write`, `key:${(await addKey(id, ['content:read', 'content:write'])).id}`)
    actors.set(`${id} client`, `client:${id}`)
  }

  const root = tree.find((client) => client.type === 'root')?.id ?? ''
  const write = ['content:read', 'content:write']
  return {
    clients,
    actor: (client, role) => actors.get(`${client.id} ${role}`) ?? '',
    nobodies: [
      ['no actor', ''],
      ['a revoked key', `key:${(await addKey(root, write, 'revoked')).id}`],
      ['an expired key', `key:${(await addKey(root, write, 'expired')).id}`],
      ['an unknown person', `user:${randomUUID()}`],
      ['an unknown key', `key:${randomUUID()}`],
      ['an unknown client', `client:${randomUUID()}`],
    ],
    priceId,
  }
}
