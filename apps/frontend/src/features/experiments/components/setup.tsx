import { type Client, type Experiment, metricKinds } from '@hg/contracts'
import Link from 'next/link'
import { Moment } from '#components/ui/age.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Section } from '#components/ui/section.tsx'
import { typeLabel } from '#features/strategy/labels.ts'
import { formatCount, plural } from '#lib/format.ts'
import { formatMean, letterOf, percentOf, personName } from '../words.ts'

/** How an experiment was set up, what was promised then, and who did what. */
export function Setup({ experiment, client, clients }: { experiment: Experiment; client: Client; clients: Client[] }) {
  const { template, metric, plan, promoted_variant } = experiment
  const owner = clients.find(({ id }) => id === template.client_id)
  return (
    <Section title="How it was set up" help="None of it changed since it was started.">
      <DescriptionList
        rows={[
          [
            'Template',
            owner && template.name !== null ? (
              <Link
                key="template"
                href={`/clients/${owner.slug}/prompts/${template.id}`}
                className="text-accent underline underline-offset-2"
              >
                {template.name}
              </Link>
            ) : (
              'Inherited from above'
            ),
          ],
          ['Pieces', `${typeLabel(experiment.content_type)}, of ${client.name} and the clients below it`],
          [
            'Decides',
            `${metricKinds[metric].label}; a change of ${percentOf(experiment.expected_lift)} or more matters`,
          ],
          plan && [
            'Promised',
            `${formatCount(plan.jobs)} pieces show such a change in ${percentOf(plan.power)} of experiments, reckoned from ${
              plan.baseline.assumed ? 'typical figures' : plural(plan.baseline.pieces, 'piece')
            } (${formatMean(metric, plan.baseline.mean)} on average)`,
          ],
          ['Minimum', `${plural(experiment.minimum_sample, 'measured piece')} of each variant`],
          [
            'Limits',
            `Pass rate not lower by more than ${Number((experiment.pass_rate_margin * 100).toFixed(1))} percentage points, cost not higher by more than ${percentOf(experiment.cost_margin, experiment.cost_margin * 100 === Math.round(experiment.cost_margin * 100) ? 0 : 1)}`,
          ],
          ['Made', <Deed key="made" deed={experiment.created} />],
          experiment.started && ['Started', <Deed key="started" deed={experiment.started} />],
          experiment.stopped && ['Stopped', <Deed key="stopped" deed={experiment.stopped} />],
          experiment.promoted &&
            promoted_variant !== null && [
              `${letterOf(promoted_variant)} promoted`,
              <Deed key="promoted" deed={experiment.promoted} />,
            ],
        ]}
      />
    </Section>
  )
}

function Deed({ deed }: { deed: Experiment['created'] }) {
  return (
    <>
      <Moment at={deed.at} />, by {personName(deed.by)}
    </>
  )
}
