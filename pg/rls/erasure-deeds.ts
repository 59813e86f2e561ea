import type { Deed } from './deed.ts'
import { castOf, count, figures, one, zero } from './deed-cast.ts'
import type { Stage } from './stage.ts'

/** What is left of a person and of a client that were erased. */
export function erasureDeeds(stage: Stage): Deed[] {
  const { agency, customer, person, me, mine, ofCustomer } = castOf(stage)

  return [
    {
      what: 'a person who is erased leaves nothing of themselves',
      before: [
        `select set_config('app.actor', 'client:${customer.id}', true)`,
        `insert into audit_log (client_id, action, target_type, target_id) values ('${customer.id}', 'stage.set', 'user', '${person}')`,
        `insert into audit_details (audit_id, chain, label)
         select id, '${customer.id}', 'Stage' from audit_log where target_id = '${person}'`,
        `insert into invites (client_id, email, role, token_hash, expires_at)
         values ('${agency.id}', '${customer.bystander.email}', 'member', '${zero}', now()),
           ('${agency.id}', '${customer.bystander.formerEmail}', 'member', '${one}', now())`,
        `with entry as (insert into audit_log (client_id, action, target_type) values ('${customer.id}', 'stage.set', 'stage') returning id)
         insert into audit_details (audit_id, chain, label) select id, '${customer.id}', '${customer.bystander.formerEmail}' from entry`,
      ],
      actor: me,
      does: [`select app.erase_person('${person}', 'stage')`],
      then: figures(
        ...['sessions', 'second_factors', 'recovery_codes', 'password_resets', 'memberships', 'email_changes'].map(
          (table) => count(table, mine),
        ),
        count('invites', `email in ('${customer.bystander.email}', '${customer.bystander.formerEmail}')`),
        count('audit_details', `label = '${customer.bystander.formerEmail}'`),
        count('users', `id = '${person}' and email like 'erased-%' and password_hash = 'erased'`),
        count('audit_details', `label = 'Stage'`),
        count('audit_log', `action = 'person.erased' and target_id = '${person}'`),
      ),
      expected: '0 0 0 0 0 0 0 0 1 0 2',
    },
    {
      what: 'a client that is erased leaves nothing of itself',
      before: [
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now() where ${ofCustomer}`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${customer.id}'`,
      ],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: figures(
        ...[
          'strategies',
          'strategy_versions',
          'prompt_templates',
          'prompt_labels',
          'prompt_label_rules',
          'experiments',
          'experiment_variants',
          'test_sets',
          'test_runs',
          'content_templates',
          'content_template_versions',
          'api_keys',
          'provider_keys',
          'invites',
          'retention_policies',
          'job_events',
          'idempotency_keys',
          'memberships',
        ].map((table) => count(table, ofCustomer)),
        count('jobs', `${ofCustomer} and prompt <> ''`),
        count('client_slugs', `${ofCustomer} and slug not like 'erased-%'`),
        count('clients', `id = '${customer.id}' and name = 'Erased client'`),
        count('audit_details', `chain = '${customer.id}' and emptied_at is null`),
        count('audit_log', `action = 'client.erased'`),
      ),
      expected: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 1',
    },
  ]
}
