import { type Experiment, experiment } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type ImAnswer, startIm, type TestIm } from './im.ts'
import { stageClients } from './stage-clients.ts'

/** Pieces of one variant, as they were written. */
export interface Pieces {
  variant: string | null
  count: number
  score?: number
  /** Scores vary by so much to both sides. */
  spread?: number
  passed?: boolean
  status?: 'completed' | 'failed' | 'cancelled' | 'pending'
  cost?: string
  client?: string
  cached?: boolean
  feedback?: 'up' | 'down'
  edited?: boolean
  repairs?: number
  seconds?: number
  daysAgo?: number
}

export interface ExperimentStage extends TestIm {
  id: { root: string; agency: string; customer: string; sibling: string; other: string }
  who: Record<'root' | 'admin' | 'member' | 'viewer' | 'customerAdmin' | 'customerViewer' | 'stranger', string>
  /** A template for a content type, of the agency where nobody else is named, with these texts as its versions, the first in use. */
  addTemplate(contentType: string, texts: string[], clientId?: string, variables?: object[]): Promise<string>
  create(changes: object, actor?: string, clientId?: string): Promise<ImAnswer>
  drafted(changes: object, actor?: string, clientId?: string): Promise<Experiment>
  running(changes: object, actor?: string, clientId?: string): Promise<Experiment>
  /** Adds ended jobs past everything, as production would leave them. */
  addPieces(experiment: Experiment | { template_id: string }, pieces: Pieces): Promise<string[]>
}

/** The service with people of an agency and of its customer. */
export async function startExperimentStage(): Promise<ExperimentStage> {
  const im = await startIm()
  const id = await stageClients(im)
  const user = async (email: string) => `user:${await im.userId(email)}`
  const who = {
    root: await user('admin@hgcontent.example'),
    admin: await user('admin@heaviside.example'),
    member: await user('member@heaviside.example'),
    viewer: await user('viewer@heaviside.example'),
    customerAdmin: await user('admin@cincinnati-electrician.example'),
    customerViewer: await user('viewer@cincinnati-electrician.example'),
    stranger: await user('admin@paving-marketers.example'),
  }
  let made = 0
  const create: ExperimentStage['create'] = (changes, actor = who.admin, clientId = id.agency) =>
    im.call('POST', `/clients/${clientId}/experiments`, actor, {
      name: `Experiment ${++made}`,
      variants: [{ version: 1 }, { version: 2 }],
      ...changes,
    })
  const drafted: ExperimentStage['drafted'] = async (...given) => {
    const { status, body } = await create(...given)
    expect([status, body]).toEqual([201, expect.anything()])
    return experiment.parse(body)
  }
  return {
    ...im,
    id,
    who,
    create,
    drafted,
    async addTemplate(contentType, texts, clientId = id.agency, variables = []) {
      const templateId = randomUUID()
      for (const [index, text] of texts.entries())
        await im.admin.pool.query(
          `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active, variables)
           values ($1, $2, 'Tried', $3, $4, $5, $6, $7)`,
          [templateId, clientId, contentType, text, index + 1, index === 0, JSON.stringify(variables[index] ?? {})],
        )
      return templateId
    },
    async running(changes, actor = who.admin, clientId = id.agency) {
      const draft = await drafted(changes, actor, clientId)
      const { status, body } = await im.call('POST', `/experiments/${draft.id}/start`, actor, { base_revision: 1 })
      expect([status, body]).toEqual([200, expect.anything()])
      return experiment.parse(body)
    },
    async addPieces(of, pieces) {
      const { variant, count, score = 75, spread = 10, passed = true, status = 'completed', cost = '0.01' } = pieces
      const { client = id.customer, cached = false, repairs = 0, seconds = 20, daysAgo = 1 } = pieces
      const [templateId, experimentId] = 'template' in of ? [of.template.id, of.id] : [of.template_id, null]
      const { rows } = await im.admin.pool.query<{ id: string }>(
        `insert into jobs (id, client_id, content_type, prompt, created_by, status, result, estimated_cost, template_id,
           template_version, experiment_id, experiment_variant, completed_at)
         select app.uuid_v7(now() - make_interval(days => $11)), $1, 'faq', 'x', 'test', $2::job_status, case when $2 = 'completed' then jsonb_build_object('title', 'T', 'word_count', 10,
             'quality', jsonb_build_object('score', $3::numeric + (n % 3 - 1) * $4::numeric, 'passed', $5::boolean)) end,
           $6::numeric + (n % 3 - 1) * 0.1 * $6::numeric, $7, 1, $8, $9, case when $2 <> 'pending' then now() end
         from generate_series(1, $10) n returning id`,
        [client, status, score, spread, passed, cost, templateId, experimentId, variant, count, daysAgo],
      )
      const ids = rows.map((row) => row.id)
      await im.admin.pool.query(
        `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate,
           price_id, status, purpose, started_at, ended_at, cached_from_job_id, cached_from_attempt)
         select $1, j, a, 1, 'openai', 'any', 10, (select id from prices limit 1), 'succeeded',
           case when a = 1 then 'write' else 'repair' end, now() - make_interval(secs => $4 / ($3 + 1.0)), now(),
           case when $5 then j end, case when $5 then 1 end
         from unnest($2::uuid[]) j, generate_series(1, $3 + 1) a`,
        [client, ids, repairs, seconds, cached],
      )
      if (pieces.feedback)
        await im.admin.pool.query(
          `insert into feedback (client_id, job_id, actor, rating, revision) select $1, j, 'user:x', $3, 1 from unnest($2::uuid[]) j`,
          [client, ids, pieces.feedback],
        )
      if (pieces.edited)
        await im.admin.pool.query(
          `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
           select $1, j, 2, 'x', 1, '{}', 'user:x' from unnest($2::uuid[]) j`,
          [client, ids],
        )
      return ids
    },
  }
}
