import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`
const figures = (...counts: string[]) => `select concat_ws(' ', ${counts.join(', ')})`
// Sums are made when a transaction commits; a deed is taken back instead.
const atCommit = 'set constraints all immediate'

/** What calls cost and save, as the triggers and helpers that look across tenants count it. */
export function moneyDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const ofCustomer = `client_id = '${customer.id}'`
  const ofAgency = `client_id = '${agency.id}'`
  const settled = [atCommit, 'set constraints all deferred']

  return [
    {
      what: 'a charge counts in what its client used and against the budget above, and tells of the limit that it reached',
      before: [
        ...settled,
        `delete from budget_alerts where ${ofAgency}`,
        `update budgets set soft_usd = 7, hard_usd = 100 where ${ofAgency}`,
        ...settled,
        `delete from usage_daily where ${ofCustomer}`,
        `delete from budget_months where ${ofAgency}`,
      ],
      actor: stage.actor(agency, 'member'),
      does: [
        `insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id)
         values ('${customer.id}', '${customer.jobId}', 2, 8, false, '${stage.priceId}')`,
        atCommit,
      ],
      then: figures(
        `(select sum(attempts) || '/' || trim_scale(sum(cost_usd)) from usage_daily where ${ofCustomer})`,
        `(select trim_scale(sum(spent_usd)) from budget_months where ${ofAgency})`,
        count('budget_alerts', `${ofAgency} and level = 'soft' and reached`),
      ),
      expected: '1/8 8 1',
    },
    {
      what: 'a new budget counts what was charged below it before',
      before: [...settled, `delete from budgets where ${ofAgency}`, `delete from budget_months where ${ofAgency}`],
      actor: stage.actor(agency, 'owner'),
      does: [`insert into budgets (client_id, hard_usd) values ('${agency.id}', 100)`, atCommit],
      then: `select (m.spent_usd > 0 and m.spent_usd = (
          select sum(c.amount_usd) from charges c join client_closure a on a.descendant_id = c.client_id
          where a.ancestor_id = '${agency.id}' and c.created_at >= m.month))::text
        from budget_months m where m.${ofAgency}`,
      expected: 'true',
    },
    {
      what: 'nobody but an owner gives a client its first budget',
      before: [`delete from budgets where ${ofCustomer}`],
      actor: stage.actor(agency, 'admin'),
      does: [`insert into budgets (client_id, hard_usd) values ('${customer.id}', 100)`],
      then: figures(count('budgets', ofCustomer)),
      expected: '42501 new row violates row-level security policy for table "budgets"',
    },
    {
      what: 'answers that are too old to be used again are removed, and no others',
      before: [
        `update cached_answers set expires_at = now() + interval '1 day'`,
        `update cached_answers set written_at = now() - interval '2 days', expires_at = now() - interval '1 day' where ${ofCustomer}`,
      ],
      actor: `client:${agency.id}`,
      does: ['select app.purge_cached_answers()'],
      then: figures(count('cached_answers', ofCustomer), `(${count('cached_answers', 'true')} > 0)`),
      expected: '0 t',
    },
    {
      what: 'an erased client’s batches have no names, and no answer of its is used again',
      before: [
        `update batches set name = 'Words' where ${ofCustomer} or ${ofAgency}`,
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now() where ${ofCustomer}`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${customer.id}'`,
      ],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: figures(
        count('batches', `name is not null and ${ofCustomer}`),
        count('batches', `name is not null and ${ofAgency}`),
        count('cached_answers', ofCustomer),
      ),
      expected: '0 2 0',
    },
  ]
}
