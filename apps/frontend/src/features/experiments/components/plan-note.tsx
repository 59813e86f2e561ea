import type { Client, ExperimentPlan, PlanExperimentRequest } from '@hg/contracts'
import { metricKinds } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { usePlan } from '../get-experiments.ts'
import { formatMean, letterOf, percentOf } from '../words.ts'

/** Beyond this no number of days is told. */
const mostDays = 730

/** What an experiment takes, while it is being written: jobs, days, and what that is reckoned from. */
export function PlanNote({ client, asked }: { client: Client; asked: PlanExperimentRequest | null }) {
  const query = usePlan(client.id, asked)
  if (asked === null)
    return (
      <p className="text-ink-3">
        Once there are a template and figures above, it is said here how many pieces the experiment takes.
      </p>
    )
  return (
    <Loaded query={query} what="what it takes" shape="text" place="line">
      {(plan) => <Plan plan={plan} asked={asked} />}
    </Loaded>
  )
}

function Plan({ plan, asked }: { plan: ExperimentPlan; asked: PlanExperimentRequest }) {
  const { label, better } = metricKinds[asked.metric]
  if (plan.jobs === null)
    return (
      <Notice tone="caution" title="No such change is possible">
        <p>
          {label} is {formatMean(asked.metric, plan.baseline.mean)} now: it cannot become{' '}
          {percentOf(asked.expected_lift)} {better}. Choose what else decides.
        </p>
      </Notice>
    )
  // Beyond a year or two a count of days says nothing but that it does not end.
  const isEndless = plan.days !== null && plan.days > mostDays
  return (
    <div className="grid gap-3">
      <p className="font-serif text-2xl">
        <span className="figures">{formatCount(plan.jobs)}</span> pieces
        {plan.days !== null && (
          <span className="text-ink-2">
            {isEndless ? (
              ', more than two years at this pace'
            ) : (
              <>
                , about <span className="figures">{plural(plan.days, 'day')}</span>
              </>
            )}
          </span>
        )}
      </p>
      <p className="text-ink-2">
        With as many, a real change of {percentOf(asked.expected_lift)} in {label.toLowerCase()} is noticed in{' '}
        {percentOf(plan.power)} of experiments, and a change that is not there announced in {percentOf(plan.error_rate)}{' '}
        at most, however often you look. A larger change shows sooner.
      </p>
      <p className="text-sm text-ink-3">
        {plan.variants.map(({ key, jobs }) => `${letterOf(key)} ${formatCount(jobs)}`).join(', ')}.{' '}
        {plan.jobs_per_day > 0
          ? `${plan.jobs_per_day < 0.1 ? 'Fewer than 0.1' : plan.jobs_per_day.toFixed(1)} pieces a day came in the last four weeks.`
          : 'No pieces came in the last four weeks, so nobody knows how long it takes.'}{' '}
        {plan.baseline.assumed
          ? `Reckoned with typical figures: only ${plural(plan.baseline.pieces, 'piece')} of the last 90 days can be measured.`
          : `Reckoned from ${plural(plan.baseline.pieces, 'piece')} of the last 90 days: ${formatMean(asked.metric, plan.baseline.mean)} on average.`}
      </p>
      {plan.guardrail_jobs !== null && plan.guardrail_jobs > plan.jobs && (
        <p className="text-sm text-ink-3">
          To be certain that pass rate and cost stay within their limits takes about{' '}
          <span className="figures">{formatCount(plan.guardrail_jobs)}</span> pieces: before that a variant can rarely
          be promoted. Wider limits take fewer.
        </p>
      )}
    </div>
  )
}
