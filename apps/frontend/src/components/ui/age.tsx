'use client'

import { useSyncExternalStore } from 'react'
import { formatAge, formatAgo, formatDate, formatMinute, formatMoment } from '#lib/format.ts'
import { useNow } from '#lib/use-now.ts'

/** How long ago something was, with the exact moment behind it. Lists pass one `nowMs` for all their rows. */
export function Age({ at, nowMs }: { at: string; nowMs?: number }) {
  return nowMs === undefined ? <LivingAge at={at} /> : <Time at={at} text={formatAge(at, nowMs)} />
}

function LivingAge({ at }: { at: string }) {
  return <Time at={at} text={formatAge(at, useNow(30_000))} />
}

/** The same in words that stand for themselves: `12 min ago`. */
export function Ago({ at }: { at: string }) {
  return <Time at={at} text={formatAgo(at, useNow(30_000))} />
}

/** The day on which something began, in the reader's time zone. */
export function Day({ at }: { at: string }) {
  return <Time at={at} text={formatDate(at)} />
}

/** A date and time to the second, in the reader's time zone. */
export function Moment({ at }: { at: string }) {
  return <Time at={at} text={formatMoment(at)} />
}

/** A moment that is not far off, to the minute, in the reader's time zone. */
export function Minute({ at }: { at: string }) {
  return <Time at={at} text={formatMinute(at)} />
}

/** The last day of something that ends at this moment, in the reader's time zone: midnight belongs to the day before. */
export function LastDay({ until }: { until: string }) {
  return <Time at={until} text={formatDate(new Date(Date.parse(until) - 1).toISOString())} />
}

const never = () => () => undefined

/** The server knows neither the reader's clock nor time zone: it writes the day, the browser what is meant. */
function Time({ at, text }: { at: string; text: string }) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <time dateTime={at} title={inBrowser ? formatMoment(at) : undefined} className="figures whitespace-nowrap">
      {inBrowser ? text : at.slice(0, 10)}
    </time>
  )
}
