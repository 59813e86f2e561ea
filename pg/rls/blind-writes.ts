import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { ActorRole } from './read-matrix.ts'
import type { Stage } from './stage.ts'

/**
 * Writes that name no row: the policy for the command decides alone which rows they meet, without the one for reading.
 * By table: who writes, what, and how a row is told to be somebody else's.
 */
const writes: [table: string, role: ActorRole, write: string, owner?: string][] = [
  ['clients', 'admin', `set name = 'Blind'`, 'id'],
  ['memberships', 'admin', `set role = 'viewer'`],
  ['memberships', 'admin', 'delete'],
  ['invites', 'admin', 'set sent_at = now()'],
  ['api_keys', 'admin', 'set revoked_at = now()'],
  ['provider_keys', 'admin', 'set removed_at = now()'],
  ['strategies', 'admin', `set name = 'Blind'`],
  ['prompt_templates', 'admin', 'set is_active = false'],
  ['prompt_labels', 'member', 'set version = 1'],
  ['prompt_labels', 'member', 'delete'],
  ['prompt_label_rules', 'admin', 'delete'],
  ['experiments', 'admin', 'set hypothesis = hypothesis'],
  ['experiments', 'admin', 'delete'],
  ['experiment_variants', 'admin', 'delete'],
  ['content_templates', 'admin', 'set archived_at = now()'],
  ['retention_policies', 'admin', 'set days = 99'],
  ['retention_policies', 'admin', 'delete'],
  ['budgets', 'owner', 'set soft_usd = 1'],
  ['budgets', 'owner', 'delete'],
  ['test_sets', 'member', `set name = 'Blind ' || id`],
  ['test_sets', 'member', 'delete'],
  ['jobs', 'member', 'set priority = 1'],
  ['jobs', 'client', 'set priority = 1'],
  ['job_attempts', 'member', `set finish_reason = 'blind'`],
  ['job_attempts', 'client', `set finish_reason = 'blind'`],
  ['slack_channels', 'admin', `set hint = 'Blind'`],
  ['slack_channels', 'admin', 'delete'],
  ['slack_channels', 'client', `set hint = 'Blind'`],
  ['webhooks', 'member', `set description = 'Blind'`],
  ['webhooks', 'member', 'delete'],
  ['webhook_deliveries', 'member', 'set next_attempt_at = now()'],
  ['cached_answers', 'client', `set expires_at = now() + interval '1 hour'`],
  ['provider_batches', 'client', 'set failures = 1'],
  ['provider_batch_items', 'client', 'set epoch = 9'],
  ['idempotency_keys', 'member', `set response = '{"blind": true}'`],
  ['idempotency_keys', 'member', 'delete'],
  ['audit_unsealed', 'client', 'delete', 'chain'],
]

/** Each of them, as somebody with the role at an agency: it meets rows of theirs, and no others. */
export function blindWrites(stage: Stage): Deed[] {
  const agency = bySlug(stage, 'heaviside-digital')
  const below = stage.clients.filter(({ ancestors }) => ancestors.includes(agency.id))
  return writes.map(([table, role, write, owner = 'client_id']) => {
    const own = [agency, ...(role === 'client' ? [] : below)].map(({ id }) => `'${id}'`).join(', ')
    const places = `select tableoid as part, ctid as place from ${table}`
    const gone = (place: string) =>
      `(select count(*) from stage_places p where p.is_own = ${place}
         and not exists (select from (${places}) t where (t.part, t.place) = (p.part, p.place)))`
    return {
      what: `${role} of an agency, naming no row: ${write} ${table}`,
      before: [
        `create temp table stage_places as select tableoid as part, ctid as place, ${owner} in (${own}) as is_own from ${table}`,
      ],
      actor: stage.actor(agency, role),
      does: [write === 'delete' ? `delete from ${table}` : `update ${table} ${write}`],
      then: `select (${gone('true')} > 0) || ' ' || ${gone('false')}`,
      expected: 'true 0',
    }
  })
}
