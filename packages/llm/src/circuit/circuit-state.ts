/** Opens after five failures in a row within a minute, for half a minute; then one call may try. */
export interface CircuitSettings {
  failures: number
  windowMs: number
  openMs: number
}

export const circuitDefaults: CircuitSettings = { failures: 5, windowMs: 60_000, openMs: 30_000 }

/** Times are milliseconds since the epoch. */
export interface CircuitState {
  /** When the failures since the last success happened, as far as they still count. */
  failedAt: readonly number[]
  /** Null: closed. Past: half open. */
  openUntil: number | null
  /** When the one call began that a half-open circuit let through; null when nobody is trying. */
  tryingSince: number | null
}

export type CircuitMode = 'closed' | 'open' | 'half_open'

export const closedCircuit: CircuitState = { failedAt: [], openUntil: null, tryingSince: null }

export function modeOf(state: CircuitState, now: number): CircuitMode {
  if (state.openUntil === null) return 'closed'
  return now < state.openUntil ? 'open' : 'half_open'
}

/** Whether a call may pass now. A try that never came back stops counting after `openMs`. */
export function lets(state: CircuitState, now: number, settings: CircuitSettings): boolean {
  const mode = modeOf(state, now)
  if (mode !== 'half_open') return mode === 'closed'
  return state.tryingSince === null || now >= state.tryingSince + settings.openMs
}

/** A call that was let through begins. */
export function begin(state: CircuitState, now: number): CircuitState {
  return modeOf(state, now) === 'half_open' ? { ...state, tryingSince: now } : state
}

/** A call failed in a way that speaks against the provider. */
export function fail(state: CircuitState, now: number, settings: CircuitSettings): CircuitState {
  const failedAt = [...state.failedAt.filter((at) => at > now - settings.windowMs), now].slice(-settings.failures)
  const opens = state.openUntil !== null || failedAt.length >= settings.failures
  return { failedAt, openUntil: opens ? now + settings.openMs : null, tryingSince: null }
}

/** A call ended without telling anything about the provider: aborted, or failed by its own fault. */
export function release(state: CircuitState): CircuitState {
  return { ...state, tryingSince: null }
}
