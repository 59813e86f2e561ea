import { formatAge, formatMoment } from '#lib/format.ts'

/** How long ago something was, with the exact moment behind it. */
export function Age({ at, nowMs }: { at: string; nowMs: number }) {
  return (
    <time dateTime={at} title={formatMoment(at)} className="figures whitespace-nowrap">
      {formatAge(at, nowMs)}
    </time>
  )
}
