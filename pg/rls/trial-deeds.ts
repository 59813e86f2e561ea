import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`
const figures = (...counts: string[]) => `select concat_ws(' ', ${counts.join(', ')})`

/** Test sets and their runs, and what trials do not count for. */
export function trialDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const member = stage.actor(customer, 'member')
  const ofCustomer = `client_id = '${customer.id}'`
  const ofAgency = `client_id = '${agency.id}'`
  const ended = (batchId: string) => `${ofCustomer} and subject_id = '${batchId}'`
  const asTrials = (isTrial: boolean) => [
    'alter table jobs disable trigger user',
    `update jobs set is_trial = ${isTrial}, batch_id = '${customer.batchId}', batch_row = 1, status = 'completed',
       strategy_id = '${customer.strategyId}', strategy_version = 1 where id = '${customer.jobId}'`,
    'alter table jobs enable trigger user',
    `update batches set is_trial = ${isTrial} where id = '${customer.batchId}'`,
    `update webhooks set events = '{job.completed,batch.ended}' where ${ofCustomer}`,
    `delete from webhook_deliveries where ${ofCustomer}`,
  ]
  const outcomes = (name: string) =>
    `(select coalesce(sum(pieces), 0) from app.${name}('${customer.id}', '${customer.strategyId}',
       '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'))`
  const told = (isTrial: boolean): Deed => ({
    what: isTrial
      ? 'a trial counts for no strategy, and no webhook is told of it'
      : 'what is no trial counts for its strategy, and webhooks are told of it',
    before: [
      ...asTrials(isTrial),
      `insert into feedback (client_id, job_id, actor, rating, revision) values ('${customer.id}', '${customer.jobId}', 'trial', 'up', 1)
       on conflict do nothing`,
    ],
    actor: member,
    does: [
      `insert into job_events (client_id, job_id, status) values ('${customer.id}', '${customer.jobId}', 'completed')`,
      `select app.fan_out_notices(1000, interval '5 minutes')`,
      `select set_config('stage.seen', ${outcomes('strategy_outcomes')} || ' ' || (${outcomes('feedback_outcomes')} > 0), true)`,
    ],
    then: `select concat_ws(' ', ${count('webhook_deliveries', ended(customer.jobId))},
      ${count('webhook_deliveries', ended(customer.batchId))}, current_setting('stage.seen'))`,
    expected: isTrial ? '0 0 0 false' : '1 1 1 true',
  })

  return [
    {
      what: 'nobody adds a test set in another’s name',
      actor: member,
      does: [
        `insert into test_sets (client_id, name, content_type, briefs, created_by)
         values ('${customer.id}', 'New', 'faq', '[{"topic": "New"}]', 'user:${customer.bystander.id}')`,
      ],
      then: figures(count('test_sets', `name = 'New'`)),
      expected: '42501 new row violates row-level security policy for table "test_sets"',
    },
    {
      what: 'a test set that is removed takes what was noted about its runs along, and no batch',
      actor: member,
      does: [`delete from test_sets where id = '${customer.testSetId}'`],
      then: figures(
        count('test_runs', ofCustomer),
        count('test_runs', ofAgency),
        count('batches', `id = '${customer.batchId}'`),
      ),
      expected: '0 1 1',
    },
    {
      what: 'a test set that says something else is another version',
      actor: member,
      does: [
        `update test_sets set name = name where id = '${customer.testSetId}'`,
        `update test_sets set briefs = '[{"topic": "Another"}]' where id = '${customer.testSetId}'`,
      ],
      then: `select version::text from test_sets where id = '${customer.testSetId}'`,
      expected: '2',
    },
    {
      what: 'people of a customer pin no version of the agency’s templates; the worker and the agency’s people do',
      actor: member,
      does: [member, `client:${customer.id}`, stage.actor(agency, 'viewer')].flatMap((actor) => [
        `select set_config('app.actor', '${actor}', true)`,
        `select set_config('stage.seen', concat_ws(' ', current_setting('stage.seen', true),
           (select count(s.template_id) from app.serving_prompt('${customer.id}', 'faq', '${agency.templateId}', 1) s)), true)`,
      ]),
      then: `select ltrim(current_setting('stage.seen'))`,
      expected: '0 1 1',
    },
    told(true),
    told(false),
  ]
}
