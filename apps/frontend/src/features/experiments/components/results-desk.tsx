'use client'

import type { Client, Experiment, ExperimentResults } from '@hg/contracts'
import { Loaded } from '#components/loaded.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { useResults } from '../get-experiments.ts'
import { outcomeTitles, percentOf } from '../words.ts'
import { MetricList } from './metric-list.tsx'
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
            help={`Pieces that were given each one. ${experiment.state === 'stopped' ? 'Feedback and edits may still come in.' : ''}`}
          >
            <VariantTable experiment={experiment} results={results} clients={clients} />
          </Section>
          <Section
            title="What was measured"
            help={
              results.status === 'skewed'
                ? 'Shown for whoever looks for the cause: while the allocation is skewed, these differences say nothing.'
                : 'Each line is where the true difference lies: the interval holds however often you look. Where it does not touch the middle, there is a difference.'
            }
          >
            <MetricList results={results} />
          </Section>
        </>
      )}
    </Loaded>
  )
}

const tones = { winner: 'accent', skewed: 'danger', too_early: 'plain', open: 'plain', no_difference: 'plain' } as const

function Outcome({ experiment, results }: { experiment: Experiment; results: ExperimentResults }) {
  const { status, summary, assigned, planned, sample_ratio } = results
  const progress = planned === null ? 0 : Math.min(1, assigned / planned)
  return (
    <div className="grid max-w-[44rem] gap-6">
      {experiment.state === 'running' && !experiment.serves && (
        <Notice tone="caution" role="status" title="No piece is given a variant now">
          <p>
            The template serves nothing here any more: another one stands nearer, or none of its versions is in use.
          </p>
        </Notice>
      )}
      <Notice tone={tones[status]} role={status === 'skewed' ? 'alert' : 'status'} title={outcomeTitles[status]}>
        <p className="font-serif text-lg text-ink">{summary}</p>
        {status === 'skewed' && sample_ratio.p_value !== null && (
          <p>
            With a fair allocation this happens less than once in {formatCount(Math.floor(1 / sample_ratio.p_value))}{' '}
            experiments.{' '}
            {experiment.state === 'running' && 'Stop it, and look for what keeps pieces of one variant away.'}
          </p>
        )}
      </Notice>
      {planned !== null && (
        <div>
          <div className="flex flex-wrap justify-between gap-x-6 text-sm text-ink-2">
            <span>
              <span className="figures">{plural(assigned, 'piece')}</span> of{' '}
              <span className="figures">{formatCount(planned)}</span> planned
            </span>
            <span className="figures text-ink-3">{percentOf(progress)}</span>
          </div>
          <div
            role="progressbar"
            aria-label="Planned pieces"
            aria-valuenow={Math.round(progress * 100)}
            className="mt-1.5 h-1 bg-rule"
          >
            <div className="h-full bg-accent" style={{ width: percentOf(progress, 1) }} />
          </div>
        </div>
      )}
    </div>
  )
}
