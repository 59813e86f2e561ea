'use client'

import type { Client, Experiment } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { Section } from '#components/ui/section.tsx'
import { useResults } from '../get-experiments.ts'
import { MetricList } from './metric-list.tsx'
import { Outcome } from './outcome.tsx'
import { VariantTable } from './variant-table.tsx'

/** What an experiment says: the outcome in words, its variants, and each metric with its interval. */
export function ResultsDesk({ experiment, clients }: { experiment: Experiment; clients: Client[] }) {
  const query = useResults(experiment.id, experiment.state)
  return (
    <Loaded query={query} what="the results" shape="text">
      {(results) => (
        <>
          <Outcome experiment={experiment} results={results} />
          <Section
            title="Variants"
            help={
              experiment.state === 'stopped'
                ? 'What each one was given, and how it did, as of today: pieces that were under way at the end, feedback and edits still count here.'
                : 'What each one was given so far, and how it did.'
            }
          >
            <VariantTable experiment={experiment} results={results} clients={clients} />
          </Section>
          <Section
            title="What was measured"
            help={
              results.status === 'skewed'
                ? 'Shown for whoever looks for the cause: the pieces were not shared out as planned, so these differences say nothing.'
                : 'The dot is the difference that was measured, the bar around it where the real one lies, with at least 95% certainty. A bar that stays clear of the middle line shows a real difference; one that crosses it may be chance. You may look as often as you like.'
            }
          >
            <MetricList results={results} />
          </Section>
        </>
      )}
    </Loaded>
  )
}
