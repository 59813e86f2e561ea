import type { ClientType } from '@hg/contracts'
import { cn } from '#lib/cn.ts'
import { clientTypeLabels } from '#lib/labels.ts'

const shapes: Record<ClientType, React.ReactNode> = {
  root: <path d="M6 0.5 11.5 6 6 11.5 0.5 6Z" fill="currentColor" />,
  agency: (
    <>
      <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="6" cy="6" r="1.75" fill="currentColor" />
    </>
  ),
  customer: <circle cx="6" cy="6" r="2.75" fill="currentColor" />,
  direct: <rect x="1.75" y="1.75" width="8.5" height="8.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
}

/** The sign of a client's type: a diamond for the root, a ring for an agency, a dot for a customer, a square for a direct client. */
export function ClientMark({ type, className }: { type: ClientType; className?: string }) {
  return (
    <svg
      role="img"
      aria-label={clientTypeLabels[type]}
      viewBox="0 0 12 12"
      className={cn('size-3 shrink-0 text-ink-3', className)}
    >
      {shapes[type]}
    </svg>
  )
}
