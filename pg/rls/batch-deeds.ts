import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`
const figures = (...counts: string[]) => `select concat_ws(' ', ${counts.join(', ')})`

/** What becomes of requests in the providers' batches, by the helpers and triggers that look across tenants. */
export function batchDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const ofCustomer = `client_id = '${customer.id}'`
  const write = `update provider_batch_items set request = '{}', answer = '{}', error_message = 'Words'`
  const withTexts = (condition: string) =>
    count('provider_batch_items', `num_nonnulls(request, answer, error_message) > 0 and ${condition}`)

  return [
    {
      what: 'nobody but the worker hands a request in',
      before: [`delete from provider_batch_items where ${ofCustomer}`],
      actor: stage.actor(agency, 'owner'),
      does: [
        `insert into provider_batch_items (job_id, client_id, provider, model, price_id, epoch, prompt_tokens)
         values ('${customer.jobId}', '${customer.id}', 'openai', 'any', '${stage.priceId}', 1, 1)`,
      ],
      then: figures(count('provider_batch_items', ofCustomer)),
      expected: '42501 new row violates row-level security policy for table "provider_batch_items"',
    },
    {
      what: 'what ended long ago in batches is removed, and nothing else',
      before: [
        `update provider_batches set state = 'ended', ended_at = now() - interval '31 days' where ${ofCustomer}`,
        `update provider_batch_items set state = 'dropped', ended_at = now() - interval '31 days' where ${ofCustomer}`,
      ],
      actor: `client:${agency.id}`,
      does: ['select app.purge_provider_batches()'],
      then: figures(
        count('provider_batch_items', ofCustomer),
        count('provider_batches', ofCustomer),
        `(${count('provider_batch_items', 'true')} > 0 and ${count('provider_batches', 'true')} > 0)`,
      ),
      expected: '0 0 t',
    },
    {
      what: 'a batch that was taken is not taken again before its time',
      actor: `client:${agency.id}`,
      does: [`select from app.take_provider_batches(interval '5 minutes', 1000)`],
      then: `select (bool_and(next_look_at > now() + interval '4 minutes'))::text from provider_batches`,
      expected: 'true',
    },
    {
      what: 'a job that ends leaves no text in its batch but a request that is being sent',
      before: [write, `update provider_batch_items set state = 'waiting', batch_id = null`],
      actor: stage.actor(agency, 'member'),
      does: [`update jobs set status = 'cancelled', completed_at = now() where id = '${customer.jobId}'`],
      then: figures(withTexts(ofCustomer), `(${withTexts('true')} > 0)`),
      expected: '0 t',
    },
    {
      what: 'an erased client leaves no text in a batch, whatever is still being sent',
      before: [
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now() where ${ofCustomer}`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${customer.id}'`,
        write,
      ],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: figures(withTexts(ofCustomer), `(${withTexts('true')} > 0)`),
      expected: '0 t',
    },
  ]
}
