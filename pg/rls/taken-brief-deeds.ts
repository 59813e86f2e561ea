import type { Deed } from './deed.ts'
import { castOf, count, figures } from './deed-cast.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

/** What becomes of briefs that an agency's test sets took from a customer's piece, and of what was written from them. */
export function takenBriefDeeds(stage: Stage): Deed[] {
  const { root, agency, customer, ofCustomer } = castOf(stage)
  const from = `{"job_id": "${customer.jobId}", "client_id": "${customer.id}"}`
  const taken = `{"topic": "Taken", "taken_from": ${from}}`
  const request = `{"topic": "Taken", "trial": {"test_set_id": "${agency.testSetId}", "taken_from": ${from}}}`
  const past = (...statements: string[]) => [
    'alter table jobs disable trigger user',
    ...statements,
    'alter table jobs enable trigger user',
  ]
  const set = [
    `update test_sets set briefs = '[{"topic": "Own"}, ${taken}]' where id = '${agency.testSetId}'`,
    `insert into test_sets (client_id, name, content_type, briefs, created_by)
     values ('${agency.id}', 'All taken', 'faq', '[${taken}]', 'stage')`,
    ...past(
      `update jobs set is_trial = true, status = 'completed', completed_at = now(), prompt = 'Taken', parameters = '${request}'
       where id = '${agency.jobId}'`,
      `update jobs set status = 'cancelled', completed_at = now() where ${ofCustomer}`,
    ),
  ]
  const left = figures(
    count('test_sets t, jsonb_array_elements(t.briefs)', `t.id = '${agency.testSetId}'`),
    count('test_sets', `name = 'All taken'`),
    count('jobs', `id = '${agency.jobId}' and prompt = '' and parameters = '{}' and emptied_at is not null`),
  )
  const late = (what: string, source: string[], expected: string): Deed => ({
    what,
    before: [
      ...set,
      ...past(
        `update jobs set status = 'processing', completed_at = null, epoch = 1, lease_until = now() + interval '1 minute'
         where id = '${agency.jobId}'`,
        ...source,
      ),
    ],
    actor: `client:${agency.id}`,
    does: [
      `update jobs set status = 'failed', error_code = 'internal', error_message = 'Taken', completed_at = now(), lease_until = null
       where id = '${agency.jobId}'`,
    ],
    then: figures(
      count('jobs', `id = '${agency.jobId}' and status = 'failed' and prompt = '' and error_message is null`),
    ),
    expected,
  })

  return [
    {
      what: 'an erased customer takes its briefs out of its agency’s test sets along, and the text of what was written from them',
      before: [...set, `update clients set archived_at = now() where id = '${customer.id}'`],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: left,
      expected: '1 0 1',
    },
    {
      what: 'a customer that moves away takes the same along',
      before: set,
      actor: stage.actor(root, 'owner'),
      does: [`select app.move_clients('{${customer.id}}', '${root.id}')`],
      then: left,
      expected: '1 0 1',
    },
    {
      what: 'briefs stay while the pieces they were taken from do, whatever becomes of other pieces',
      before: set,
      actor: stage.actor(root, 'owner'),
      does: [`select app.move_clients('{${bySlug(stage, 'local-business-group').id}}', '${root.id}')`],
      then: left,
      expected: '2 1 0',
    },
    late(
      'a trial that ends after the piece its brief was taken from was emptied keeps no text',
      [`update jobs set emptied_at = now(), prompt = '', parameters = '{}' where id = '${customer.jobId}'`],
      '1',
    ),
    late('a trial that ends while that piece is there keeps its text', [], '0'),
  ]
}
