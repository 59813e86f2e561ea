import type { Deed } from './deed.ts'
import { castOf, count, figures } from './deed-cast.ts'
import type { Stage } from './stage.ts'

/** What people write and say of a client’s pieces. */
export function pieceDeeds(stage: Stage): Deed[] {
  const { agency, customer, me, mine, agencyOwner } = castOf(stage)

  return [
    {
      what: 'an archived client takes no new content',
      before: [`update clients set archived_at = now() where id = '${agency.id}'`],
      actor: stage.actor(customer, 'member'),
      does: [
        `insert into jobs (client_id, content_type, prompt, created_by) values ('${customer.id}', 'article', 'New', 'new')`,
      ],
      then: figures(count('jobs', `prompt = 'New'`)),
      expected: `23514 client ${customer.id} is archived`,
    },
    {
      what: 'somebody changes what they said of a piece, and nobody else’s word',
      before: [
        `update memberships set role = 'member' where ${mine}`,
        `insert into feedback (client_id, job_id, actor, rating, revision)
         values ('${customer.id}', '${customer.jobId}', '${me}', 'up', 1)`,
      ],
      actor: me,
      does: [`update feedback set rating = 'down'`],
      then: figures(count('feedback', `rating = 'down' and actor = '${me}'`), count('feedback', `rating = 'down'`)),
      expected: '1 1',
    },
    {
      what: 'nobody edits in another’s name',
      actor: agencyOwner,
      does: [
        `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
         values ('${customer.id}', '${customer.jobId}', 3, 'New', 1, '{}', '${me}')`,
      ],
      then: figures(count('job_revisions', 'revision = 3')),
      expected: '42501 new row violates row-level security policy for table "job_revisions"',
    },
  ]
}
