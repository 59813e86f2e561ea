import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

/** What becomes of experiments that were started, and of those of other tenants' templates. */
export function experimentDeeds(stage: Stage): Deed[] {
  const [agency, customer, stranger] = [
    bySlug(stage, 'heaviside-digital'),
    bySlug(stage, 'cincinnati-electrician'),
    bySlug(stage, 'paving-marketers'),
  ]
  const admin = stage.actor(customer, 'admin')
  const both = stage.actor(agency, 'admin')
  const [draft, running] = [`id = '${customer.experimentId}'`, `id = '${customer.runningExperimentId}'`]
  const ofRunning = `experiment_id = '${customer.runningExperimentId}'`
  const insert = (owner: typeof agency) =>
    `insert into experiments (client_id, template_client_id, template_id, content_type, name, metric, expected_lift,
       minimum_sample, pass_rate_margin, cost_margin)
     values ('${customer.id}', '${owner.id}', '${owner.templateId}', 'any', 'New', 'cost', 0.1, 50, 0.05, 0.1)`
  const tellVariants = (as: string, at: typeof agency) =>
    `select set_config('stage.${as}', coalesce((select jsonb_array_length(variants)::text
       from app.running_experiment('${at.id}', 'faq', '${at.templateId}')), 'none'), true)`
  const made = `select count(*) from experiments where name = 'New'`
  const unchanged = `select state || ' ' || metric || ' ' || (select string_agg(key || version || weight, ' ' order by key)
    from experiment_variants where ${ofRunning}) from experiments where ${running}`
  const never = (id: string, state: string) => `23514 experiment ${id} is ${state} and never changes`
  return [
    {
      what: 'who sees the agency tries versions of its template on a customer',
      actor: both,
      does: [insert(agency)],
      then: `${made} and created_by = '${both}'`,
      expected: '1',
    },
    {
      what: 'who sees a customer alone does not try versions of the agency’s template',
      actor: admin,
      does: [insert(agency)],
      then: made,
      expected: '23514 the template belongs to the client or to one above it',
    },
    {
      what: 'nobody tries versions of a stranger’s template',
      actor: both,
      does: [insert(stranger)],
      then: made,
      expected: '23514 the template belongs to the client or to one above it',
    },
    {
      what: 'who writes for a client is told the variants of what runs there, and of nothing that runs elsewhere',
      actor: stage.actor(customer, 'viewer'),
      does: [tellVariants('own', customer), tellVariants('foreign', stranger)],
      then: `select current_setting('stage.own') || ' ' || current_setting('stage.foreign')`,
      expected: '2 none',
    },
    {
      what: 'two experiments of a template, client and content type do not run at once',
      before: [
        `insert into experiment_variants (client_id, experiment_id, key, version, weight)
         values ('${customer.id}', '${customer.experimentId}', 'b', 2, 1)`,
      ],
      actor: admin,
      does: [`update experiments set state = 'running', plan = '{}' where ${draft}`],
      then: unchanged,
      expected: '23505 duplicate key value violates unique constraint "experiments_one_running"',
    },
    {
      what: 'the metric of an experiment that runs never changes',
      actor: admin,
      does: [`update experiments set metric = 'cost' where ${running}`],
      then: unchanged,
      expected: never(customer.runningExperimentId, 'running'),
    },
    {
      what: 'no variant comes to an experiment that runs',
      actor: admin,
      does: [
        `insert into experiment_variants (client_id, experiment_id, key, version, weight)
         values ('${customer.id}', '${customer.runningExperimentId}', 'c', 3, 1)`,
      ],
      before: [
        `insert into prompt_templates (client_id, template_id, name, content_type, template, version, is_active)
         values ('${customer.id}', '${customer.templateId}', 'Stage', 'faq', 'Third', 3, false)`,
      ],
      then: unchanged,
      expected: '23514 the variants of an experiment that was started never change',
    },
    {
      what: 'what runs is not deleted, nor are its variants',
      actor: admin,
      does: [`delete from experiments where ${running}`, `delete from experiment_variants where ${ofRunning}`],
      then: unchanged,
      expected: 'running quality_score a11 b21',
    },
    {
      what: 'an experiment with one variant does not start',
      actor: admin,
      does: [
        `update experiments set state = 'stopped' where ${running}`,
        `update experiments set state = 'running', plan = '{}' where ${draft}`,
      ],
      then: unchanged,
      expected: '23514 an experiment compares 2 to 5 variants, one of them a',
    },
    {
      what: 'who stops and promotes signs for it',
      actor: admin,
      does: [`update experiments set state = 'stopped', promoted_variant = 'b', promoted_on = '{}' where ${running}`],
      then: `select concat_ws(' ', state, promoted_variant, stopped_by = '${admin}', promoted_by = '${admin}')
        from experiments where ${running}`,
      expected: 'stopped b t t',
    },
    {
      what: 'nobody stops an experiment in another’s name',
      actor: admin,
      does: [`update experiments set state = 'stopped', stopped_by = '${both}' where ${running}`],
      then: unchanged,
      expected: '42501 permission denied for table experiments',
    },
    {
      what: 'nothing is promoted twice',
      actor: admin,
      does: [
        `update experiments set state = 'stopped', promoted_variant = 'b', promoted_on = '{}' where ${running}`,
        `update experiments set promoted_variant = 'a' where ${running}`,
      ],
      then: unchanged,
      expected: never(customer.runningExperimentId, 'stopped'),
    },
    {
      what: 'what was stopped never runs again',
      actor: admin,
      does: [
        `update experiments set state = 'stopped' where ${running}`,
        `update experiments set state = 'running' where ${running}`,
      ],
      then: unchanged,
      expected: never(customer.runningExperimentId, 'stopped'),
    },
    {
      what: 'what was known when an experiment ended never changes',
      actor: admin,
      does: [
        `update experiments set state = 'stopped', ended_on = '[1]' where ${running}`,
        `update experiments set ended_on = '[2]' where ${running}`,
      ],
      then: unchanged,
      expected: never(customer.runningExperimentId, 'stopped'),
    },
    {
      what: 'an erased agency takes its template’s experiments along',
      before: [
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now()`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${agency.id}' or parent_id = '${agency.id}'`,
      ],
      actor: stage.actor(bySlug(stage, 'hg-content'), 'owner'),
      does: [`select app.erase_client('${agency.id}', 'stage')`],
      then: `select concat_ws(' ', (select count(*) from experiments where client_id in ('${agency.id}', '${customer.id}')),
        (select count(*) > 0 from experiments), (select count(*) > 0 from experiment_variants))`,
      expected: '0 t t',
    },
  ]
}
