import type { LlmProvider } from '@hg/contracts'
import { type Violation, violations } from '../composer/violation.ts'
import { type FaultName, faultNames } from '../faults/fault-names.ts'
import type { Marker } from './parse-markers.ts'
import type { UseCounter } from './use-counter.ts'

/** What the markers of one prompt ask of one call. */
export type Wishes = {
  violations: Set<Violation>
  fault?: { name: FaultName; retryAfterS?: number }
  /** Tokens per second; `Infinity` for at once. */
  tokensPerSecond?: number
  pauses: boolean
}

function oneOf<T extends string>(names: readonly T[], name: string | undefined): T | undefined {
  return names.find((known) => known === name)
}

/**
 * Decides which markers hold for this call. Markers with `times` are counted, so this is asked once per call.
 *
 * @param scope what `times` counts by: the job if it is known, otherwise the topic or prompt
 */
export function wishesOf(markers: Marker[], provider: LlmProvider, scope: string, uses: UseCounter): Wishes {
  const wishes: Wishes = { violations: new Set(), pauses: false }
  markers.forEach((marker, index) => {
    if (marker.provider && marker.provider !== provider) return
    const key = `${scope}\n${index} ${marker.name} ${marker.value ?? ''}`
    if (marker.times !== undefined && !uses.take(key, marker.times)) return
    const violation = oneOf(violations, marker.name)
    if (violation) wishes.violations.add(violation)
    const fault = marker.name === 'fault' ? oneOf(faultNames, marker.value) : undefined
    if (fault && !wishes.fault) wishes.fault = { name: fault, retryAfterS: marker.retryAfterS }
    if (marker.name === 'instant') wishes.tokensPerSecond = Infinity
    if (marker.name === 'slow') wishes.tokensPerSecond = Math.max(1, Number(marker.value) || 20)
    if (marker.name === 'pause') wishes.pauses = true
  })
  return wishes
}
