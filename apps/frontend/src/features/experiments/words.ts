import {
  type ExperimentIdle,
  type ExperimentMetric,
  type ExperimentStatus,
  type GuardrailState,
  metricKinds,
  type PromptAuthor,
  type VariantKey,
} from '@hg/contracts'
import { formatDuration, formatUsd } from '#lib/format.ts'

/** Variants are shown by capital letters. */
export const letterOf = (key: VariantKey) => key.toUpperCase()

/** A metric's mean as people read it. Cost comes in millionths of a dollar. */
export function formatMean(metric: ExperimentMetric, mean: number | null): string {
  if (mean === null) return '–'
  if (metricKinds[metric].kind === 'share') return `${(mean * 100).toFixed(1)}%`
  if (metric === 'cost') return formatUsd((mean / 1e6).toFixed(10))
  if (metric === 'latency') return formatDuration(mean * 1000)
  return mean.toFixed(metric === 'repairs' ? 2 : 1)
}

/** A difference with its sign: `+4.2`, `−3.1 pts`. */
export function formatDifference(metric: ExperimentMetric, difference: number): string {
  const size = sizeOf(metric, Math.abs(difference))
  if (!/[1-9]/.test(size)) return `±${size}`
  return `${difference < 0 ? '−' : '+'}${size}`
}

function sizeOf(metric: ExperimentMetric, size: number): string {
  if (metricKinds[metric].kind === 'share') return `${(size * 100).toFixed(1)} pts`
  return metric === 'latency' ? `${size.toFixed(1)} s` : formatMean(metric, size)
}

export const metricGroups = [
  {
    options: (Object.keys(metricKinds) as ExperimentMetric[]).map((value) => ({
      value,
      label: metricKinds[value].label,
      hint: metricKinds[value].meaning,
    })),
  },
]

/** What an experiment that runs says in all. */
const outcomeTitles: Record<ExperimentStatus, string> = {
  too_early: 'Too early to tell',
  open: 'No difference shown yet',
  winner: 'There is a winner',
  no_difference: 'No difference was found',
  skewed: 'The pieces were not shared out as planned',
}

/** The same of one that has ended: nothing of it becomes clearer by waiting. */
const endTitles: Record<ExperimentStatus, string> = {
  too_early: 'It ended before the variants could be compared',
  open: 'It ended without a difference shown',
  winner: 'It ended with a winner',
  no_difference: 'It ended without a difference shown',
  skewed: 'It ended with nothing to conclude',
}

export const titleOf = (status: ExperimentStatus, isOver: boolean) => (isOver ? endTitles : outcomeTitles)[status]

export const guardrailWords: Record<
  GuardrailState,
  { label: string; shape: 'check' | 'cross' | 'ring'; tone: 'positive' | 'danger' | 'quiet' }
> = {
  kept: { label: 'within its limit', shape: 'check', tone: 'positive' },
  broken: { label: 'beyond its limit', shape: 'cross', tone: 'danger' },
  unclear: { label: 'not certain', shape: 'ring', tone: 'quiet' },
}

/** Why no piece of a client is given a variant, as a sentence. */
export function whyIdle({ why, serves }: ExperimentIdle, clientName: string): string {
  const instead = serves ? `“${serves.name}” of ${serves.client_name}` : null
  switch (why) {
    case 'archived':
      return `${clientName} is archived, and gets no new pieces.`
    case 'not_in_use':
      return `No version of the template is in use for ${clientName}${instead ? `: ${instead} serves its pieces` : ''}.`
    case 'other_template':
      return `${instead ?? 'Another template'} serves the pieces of ${clientName} instead: only pieces that ask for the tried template by name are given a variant.`
  }
}

/** Who did something with an experiment. */
export function personName(by: PromptAuthor | null): string {
  return by === null ? 'the product' : (by.name ?? 'somebody who has left')
}

export const percentOf = (part: number, digits = 0) => `${(part * 100).toFixed(digits)}%`
