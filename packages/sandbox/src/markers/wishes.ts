import type { LlmProvider } from '@hg/contracts'
import {
  type RepairFault,
  repairFaults,
  type SuggestionFault,
  suggestionFaults,
  type Violation,
  violations,
} from '../composer/violation.ts'
import { type FaultName, faultNames } from '../faults/fault-names.ts'
import type { Marker, Purpose } from './parse-markers.ts'
import type { UseCounter } from './use-counter.ts'

/** What the markers of one prompt ask of one call. */
export type Wishes = {
  violations: Set<Violation>
  /** How a repair goes wrong. */
  repairFault?: RepairFault
  /** How a suggestion goes wrong. */
  suggestionFault?: SuggestionFault
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
 * @param purpose what the call is for: markers with `for` hold for the one or the other
 * @param scope what `times` counts by: the job if it is known, otherwise the topic or prompt
 */
export function wishesOf(
  markers: Marker[],
  provider: LlmProvider,
  scope: string,
  uses: UseCounter,
  purpose: Purpose = 'write',
): Wishes {
  const wishes: Wishes = { violations: new Set(), pauses: false }
  markers.forEach((marker, index) => {
    if (marker.provider && marker.provider !== provider) return
    if (marker.purpose && marker.purpose !== purpose) return
    const key = `${scope}\n${index} ${marker.name} ${marker.value ?? ''}`
    if (marker.times !== undefined && !uses.take(key, marker.times)) return
    const violation = oneOf(violations, marker.name)
    if (violation) wishes.violations.add(violation)
    wishes.repairFault ??= oneOf(repairFaults, marker.name)
    wishes.suggestionFault ??= oneOf(suggestionFaults, marker.name)
    const fault = marker.name === 'fault' ? oneOf(faultNames, marker.value) : undefined
    if (fault && !wishes.fault) wishes.fault = { name: fault, retryAfterS: marker.retryAfterS }
    if (marker.name === 'instant') wishes.tokensPerSecond = Infinity
    if (marker.name === 'slow') wishes.tokensPerSecond = Math.max(1, Number(marker.value) || 20)
    if (marker.name === 'pause') wishes.pauses = true
  })
  return wishes
}
