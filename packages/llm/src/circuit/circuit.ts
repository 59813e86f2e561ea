import type { LlmProvider } from '@hg/contracts'
import {
  begin,
  circuitDefaults,
  type CircuitMode,
  type CircuitSettings,
  type CircuitState,
  closedCircuit,
  fail,
  lets,
  modeOf,
  release,
} from './circuit-state.ts'

/** What one circuit stands for. `keyId` tells keys apart without being one. */
export interface CircuitKey {
  provider: LlmProvider
  keyId: string
  model: string
}

/** One circuit as `/health` and other processes see it. `openUntil` is milliseconds since the epoch. */
export interface CircuitReport extends CircuitKey {
  mode: CircuitMode
  failures: number
  openUntil: number | null
}

export interface Circuit {
  /** Whether a call may pass now. Asking changes nothing. */
  lets: (key: CircuitKey) => boolean
  begin: (key: CircuitKey) => void
  succeed: (key: CircuitKey) => void
  fail: (key: CircuitKey) => void
  release: (key: CircuitKey) => void
  /** Every circuit that has something against it. */
  snapshot: () => CircuitReport[]
  /** Takes over what another process found out about a circuit. */
  adopt: (report: CircuitReport) => void
}

export interface CircuitOptions {
  now?: () => number
  settings?: CircuitSettings
  /** Called when a circuit opens or closes here: what other processes should adopt. */
  onChange?: (report: CircuitReport) => void
}

/** The circuits of one process, all closed. */
export function createCircuit({ now = Date.now, settings = circuitDefaults, onChange }: CircuitOptions = {}): Circuit {
  const entries = new Map<string, { key: CircuitKey; state: CircuitState }>()
  const stateOf = (key: CircuitKey) => entries.get(idOf(key))?.state ?? closedCircuit

  const change = (key: CircuitKey, state: CircuitState): void => {
    const before = stateOf(key)
    if (state === before) return
    if (isClean(state)) entries.delete(idOf(key))
    else entries.set(idOf(key), { key, state })
    if (before.openUntil !== state.openUntil) onChange?.(report(key, state, now()))
  }

  return {
    lets: (key) => lets(stateOf(key), now(), settings),
    begin: (key) => change(key, begin(stateOf(key), now())),
    succeed: (key) => change(key, closedCircuit),
    fail: (key) => change(key, fail(stateOf(key), now(), settings)),
    release: (key) => change(key, release(stateOf(key))),
    snapshot: () => [...entries.values()].map(({ key, state }) => report(key, state, now())),
    adopt: ({ provider, keyId, model, openUntil }) => {
      const key = { provider, keyId, model }
      const state = openUntil === null ? closedCircuit : { ...stateOf(key), openUntil, tryingSince: null }
      if (isClean(state)) entries.delete(idOf(key))
      else entries.set(idOf(key), { key, state })
    },
  }
}

function report(key: CircuitKey, state: CircuitState, now: number): CircuitReport {
  return { ...key, mode: modeOf(state, now), failures: state.failedAt.length, openUntil: state.openUntil }
}

function isClean(state: CircuitState): boolean {
  return state.failedAt.length === 0 && state.openUntil === null && state.tryingSince === null
}

function idOf({ provider, keyId, model }: CircuitKey): string {
  return [provider, keyId, model].join(' ')
}
