import type { Notice, NotificationKind } from '@hg/contracts'
import type { StateShape, StateTone } from '#components/ui/state-mark.tsx'

/** What one can be told of, in words. */
export const kindLabels: Record<NotificationKind, { label: string; hint: string }> = {
  content_ready: { label: 'A piece is ready', hint: 'Single pieces; those of a batch are told once it has ended.' },
  job_failed: { label: 'A piece could not be written', hint: 'Single pieces, after everything was tried.' },
  batch_ended: { label: 'A batch has ended', hint: 'Once, with how many pieces are ready and how many failed.' },
  budget_near: { label: 'A budget reached its soft limit', hint: 'Once a month for each limit.' },
  budget_spent: { label: 'A budget is spent', hint: 'When it is reached, or when a request was refused for it.' },
  provider_down: {
    label: 'Calls to a provider keep failing',
    hint: 'Once for each outage. Told to owners and admins of the root and of agencies.',
  },
}

/** A notice's sign and its word. */
export function markOf({ kind, batch }: Notice): { shape: StateShape; tone: StateTone; word: string } {
  switch (kind) {
    case 'content_ready':
      return { shape: 'check', tone: 'positive', word: 'Ready' }
    case 'job_failed':
      return { shape: 'cross', tone: 'danger', word: 'Failed' }
    case 'batch_ended':
      return batch && batch.failed > 0
        ? { shape: 'warning', tone: 'caution', word: 'Batch' }
        : { shape: 'check', tone: 'positive', word: 'Batch' }
    case 'budget_near':
      return { shape: 'warning', tone: 'caution', word: 'Budget' }
    case 'budget_spent':
      return { shape: 'cross', tone: 'danger', word: 'Budget' }
    case 'provider_down':
      return { shape: 'warning', tone: 'caution', word: 'Provider' }
  }
}

/** The number on the bell; nothing when all is read. */
export function badgeText(unread: number | undefined): string {
  if (!unread) return ''
  return unread > 99 ? '99+' : String(unread)
}
