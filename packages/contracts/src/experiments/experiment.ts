import { z } from 'zod'
import { contentTypeOrAny } from '../enums.ts'
import { page, pageQuery, text, timestamp, uuid } from '../primitives.ts'
import { promptAuthor } from '../prompts/prompt.ts'
import { experimentMetric, variantKey } from './metrics.ts'
import { experimentPlan } from './plan.ts'

const version = z.number().int().positive()
const weight = z.number().int().min(1).max(100)

/** How often a variant is given, relative to the others' weights. */
export const experimentVariant = z.object({ key: variantKey, version, weight })
export type ExperimentVariant = z.infer<typeof experimentVariant>

/** An experiment's life: a draft may be changed and deleted, a running one only stopped, a stopped one only promoted. */
export const experimentState = z.enum(['draft', 'running', 'stopped'])
export type ExperimentState = z.infer<typeof experimentState>

const draftFields = {
  name: text().trim().min(1, 'must not be empty').max(200),
  /** What is expected, and why. */
  hypothesis: text().trim().max(2000).optional(),
  /** The template whose versions are compared: the client's own or that of a client above. */
  template_id: uuid,
  content_type: contentTypeOrAny.default('any'),
  /** What decides. */
  metric: experimentMetric.default('quality_score'),
  /** The smallest change of it that matters, as a part of what it is now: 0.1 is a tenth. */
  expected_lift: z.number().min(0.01).max(2).multipleOf(0.0001).default(0.1),
  /** Pieces of each variant before anything is said. */
  minimum_sample: z.number().int().min(50).max(100_000).default(50),
  /** How much lower a promoted variant's pass rate may be, in shares of pieces: 0.1 is ten percentage points. */
  pass_rate_margin: z.number().min(0.001).max(0.5).multipleOf(0.001).default(0.1),
  /** How much more a promoted variant may cost, as a part of the control's cost. */
  cost_margin: z.number().min(0.001).max(1).multipleOf(0.001).default(0.2),
  /** In the order of their letters: the first is `a`, with which the others are compared. */
  variants: z
    .array(z.strictObject({ version, weight: weight.default(1) }))
    .min(2, 'must be 2 at least')
    .max(5, 'must be 5 at most')
    .refine((given) => new Set(given.map((one) => one.version)).size === given.length, {
      error: 'must be of different versions',
    }),
}

/** `POST /clients/:id/experiments`: a draft, for the client and those below it. */
export const createExperimentRequest = z.strictObject(draftFields)
export type CreateExperimentRequest = z.infer<typeof createExperimentRequest>

/** `PUT /experiments/:id`: the whole draft anew; `base_revision` is the one that was seen. */
export const changeExperimentRequest = z.strictObject({ base_revision: version, ...draftFields })
export type ChangeExperimentRequest = z.infer<typeof changeExperimentRequest>

/** `POST /experiments/:id/start`: the draft as it was seen. */
export const startExperimentRequest = z.strictObject({ base_revision: version })
export type StartExperimentRequest = z.infer<typeof startExperimentRequest>

/**
 * `POST /experiments/:id/promote`: the variant's version comes into use, and a running experiment ends. `based_on` is the version
 * that was seen in use, null for none.
 */
export const promoteExperimentRequest = z.strictObject({ variant: variantKey, based_on: version.nullable() })
export type PromoteExperimentRequest = z.infer<typeof promoteExperimentRequest>

/** An experiment as lists show it. */
export const experimentSummary = z.object({
  id: uuid,
  /** The client whose subtree it is for. */
  client_id: uuid,
  client_name: z.string(),
  name: z.string(),
  /** `name` is null for somebody who does not see the template's client. */
  template: z.object({ id: uuid, client_id: uuid, name: z.string().nullable() }),
  content_type: contentTypeOrAny,
  metric: experimentMetric,
  state: experimentState,
  variants: z.array(experimentVariant),
  promoted_variant: variantKey.nullable(),
  created_at: timestamp,
  started_at: timestamp.nullable(),
  stopped_at: timestamp.nullable(),
})
export type ExperimentSummary = z.infer<typeof experimentSummary>

/**
 * Why no job is given a variant. `archived`: no pieces are asked for at an archived client. `not_in_use`: no version of the template is
 * in use there. `other_template`: another one serves the client's pieces, since it stands nearer or is for their content type.
 */
export const experimentIdle = z.object({
  why: z.enum(['archived', 'not_in_use', 'other_template']),
  /** What serves instead. */
  serves: z.object({ name: z.string(), client_name: z.string() }).nullable(),
})
export type ExperimentIdle = z.infer<typeof experimentIdle>

const deed = z.object({ at: timestamp, by: promptAuthor.nullable() })

/** `GET /experiments/:id`, and the answer to every write. */
export const experiment = experimentSummary.extend({
  hypothesis: z.string().nullable(),
  expected_lift: z.number(),
  minimum_sample: z.number().int(),
  pass_rate_margin: z.number(),
  cost_margin: z.number(),
  revision: version,
  /** What was promised when it was started. */
  plan: experimentPlan.nullable(),
  /** The template's version in use; null when it has none, or is not the reader's to see. */
  production: version.nullable(),
  /** Why no job is given a variant, or would be; null where the template serves. */
  idle: experimentIdle.nullable(),
  /** Whether the reader's role allows promoting: that of an admin at the template's client. */
  may_promote: z.boolean(),
  created: deed,
  started: deed.nullable(),
  stopped: deed.nullable(),
  /** `moved`: its client was moved away from the client whose template it tried. Null for somebody's decision. */
  stopped_because: z.enum(['moved']).nullable(),
  promoted: deed.nullable(),
})
export type Experiment = z.infer<typeof experiment>

/** `GET /clients/:id/experiments`: of the client and those below it, running ones first, then the newest. */
export const experimentListQuery = pageQuery.extend({ state: experimentState.optional() })
export type ExperimentListQuery = z.infer<typeof experimentListQuery>
export const experimentList = page(experimentSummary)
export type ExperimentList = z.infer<typeof experimentList>
