import type { JobStatus, JobSummary } from '@hg/contracts'
import type { ComponentProps } from 'react'
import { StateMark } from '#components/ui/state-mark.tsx'
import { statusLabels } from '#lib/labels.ts'

type Look = Pick<ComponentProps<typeof StateMark>, 'shape' | 'tone' | 'loud' | 'pulse'>

const looks: Record<JobStatus, Look> = {
  pending: { shape: 'ring' },
  processing: { shape: 'dot', tone: 'accent', loud: true, pulse: true },
  completed: { shape: 'check', tone: 'positive' },
  failed: { shape: 'cross', tone: 'danger', loud: true },
  cancelled: { shape: 'dash' },
}

/** A job's state. What rests in a provider's batch is not queued with us. */
export function StatusMark(props: {
  status: JobStatus
  scheduled?: boolean
  waitsFor?: JobSummary['waits_for']
  className?: string
}) {
  const { status, scheduled = false, waitsFor = null, className } = props
  const label = status === 'pending' && waitsFor === 'provider_batch' ? 'At provider' : statusLabels[status]
  return (
    <StateMark {...looks[status]} {...(className ? { className } : {})}>
      {scheduled ? 'Scheduled' : label}
    </StateMark>
  )
}
