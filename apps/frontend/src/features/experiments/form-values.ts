import {
  contentTypeOrAny,
  type CreateExperimentRequest,
  createExperimentRequest,
  type Experiment,
  experimentMetric,
  type PlanExperimentRequest,
  type PromptTemplate,
  planExperimentRequest,
  uuid,
} from '@hg/contracts'
import { z } from 'zod'

const number = (least: number, most: number, whole = false) =>
  z.string().refine(
    (given) => {
      const value = Number(given)
      return given.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))
    },
    {
      error: `must be ${whole ? 'a whole number' : 'a number'} from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`,
    },
  )

/** The form of a draft: percents and numbers as they are typed. */
export const experimentForm = z
  .object({
    name: createExperimentRequest.shape.name,
    hypothesis: z.string().max(2000),
    template_id: uuid.or(z.literal('')).refine((given) => given !== '', { error: 'must be chosen' }),
    content_type: contentTypeOrAny,
    metric: experimentMetric,
    expected_lift: number(1, 200),
    minimum_sample: number(50, 100_000, true),
    pass_rate_margin: number(0.1, 50),
    cost_margin: number(0.1, 100),
    variants: z.array(
      z.object({ version: z.string().min(1, { error: 'must be chosen' }), weight: number(1, 100, true) }),
    ),
  })
  .check((checked) => {
    const seen = new Set<string>()
    checked.value.variants.forEach(({ version }, index) => {
      if (version !== '' && seen.has(version))
        checked.issues.push({
          ...{ code: 'custom', input: version, path: ['variants', index, 'version'] },
          message: 'must be another version than the variants before it',
        })
      seen.add(version)
    })
  })
export type ExperimentForm = z.infer<typeof experimentForm>

export const experimentFields = [
  ...Object.keys(experimentForm.shape).filter((name) => name !== 'variants'),
  'variants.*.version',
  'variants.*.weight',
]

export const emptyForm: ExperimentForm = {
  ...{ name: '', hypothesis: '', template_id: '', content_type: 'any', metric: 'quality_score' },
  ...{ expected_lift: '10', minimum_sample: '50', pass_rate_margin: '10', cost_margin: '20' },
  variants: [
    { version: '', weight: '1' },
    { version: '', weight: '1' },
  ],
}

/** The version in use, against the newest other one; none where there is no other. */
export function startingVariants(
  template: Pick<PromptTemplate, 'version' | 'latest_version'>,
): ExperimentForm['variants'] {
  const control = template.version ?? template.latest_version
  return [String(control), newestBeside(template.latest_version, [String(control)])].map((version) => ({
    version,
    weight: '1',
  }))
}

/** The newest version that is not taken yet; empty where all are. */
export function newestBeside(latest: number, taken: readonly string[]): string {
  const versions = Array.from({ length: latest }, (_, index) => String(latest - index))
  return versions.find((version) => !taken.includes(version)) ?? ''
}

/** What typed percents are as parts, without the noise of division. */
const part = (percent: string) => Number((Number(percent) / 100).toFixed(6))
const percent = (given: number) => String(Number((given * 100).toFixed(4)))

export function toRequest(values: ExperimentForm): CreateExperimentRequest {
  const { name, hypothesis, template_id, content_type, metric } = values
  return {
    ...{ name, hypothesis, template_id, content_type, metric },
    expected_lift: part(values.expected_lift),
    minimum_sample: Number(values.minimum_sample),
    pass_rate_margin: part(values.pass_rate_margin),
    cost_margin: part(values.cost_margin),
    variants: values.variants.map(({ version, weight }) => ({ version: Number(version), weight: Number(weight) })),
  }
}

export function toForm(experiment: Experiment): ExperimentForm {
  const { name, hypothesis, template, content_type, metric, minimum_sample, variants } = experiment
  return {
    ...{ name, hypothesis: hypothesis ?? '', template_id: template.id, content_type, metric },
    expected_lift: percent(experiment.expected_lift),
    minimum_sample: String(minimum_sample),
    pass_rate_margin: percent(experiment.pass_rate_margin),
    cost_margin: percent(experiment.cost_margin),
    variants: variants.map(({ version, weight }) => ({ version: String(version), weight: String(weight) })),
  }
}

/** What a plan is asked for with; null while the form is not there yet. */
export function toPlanRequest(values: ExperimentForm): PlanExperimentRequest | null {
  const { variants, ...rest } = toRequest(values)
  const asked = planExperimentRequest.safeParse({
    ...{ template_id: rest.template_id, content_type: rest.content_type, metric: rest.metric },
    ...{ expected_lift: rest.expected_lift, minimum_sample: rest.minimum_sample },
    ...{ pass_rate_margin: rest.pass_rate_margin, cost_margin: rest.cost_margin },
    weights: variants.map(({ weight }) => weight),
  })
  return asked.success ? asked.data : null
}
