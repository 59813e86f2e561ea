import type { PartState } from '@hg/contracts'
import { llmProvider } from '@hg/contracts'
import { type Database, noteProviderDown, notify, withoutTenant } from '@hg/db'
import { type Circuit, type CircuitReport, createCircuit, type KeyIds } from '@hg/llm'
import type { Logger } from '@hg/runtime'
import { z } from 'zod'

const report = z.object({
  provider: llmProvider,
  keyId: z.string(),
  model: z.string(),
  mode: z.enum(['closed', 'open', 'half_open']),
  failures: z.number(),
  openUntil: z.number().nullable(),
})

/**
 * Circuits that tell the other processes when one of them opens or closes.
 *
 * @param options.tellsOf people are told when one opens behind one of these keys: the platform's own
 */
export function createSharedCircuit(db: Database, logger: Logger, options: { tellsOf?: KeyIds } = {}): Circuit {
  return createCircuit({
    onChange(change: CircuitReport) {
      logger.warn({ provider: change.provider, model: change.model, mode: change.mode }, 'circuit changed')
      notify(db, 'circuits', JSON.stringify(change)).catch((err: unknown) => {
        logger.warn({ err }, 'the other processes were not told of a circuit')
      })
      if (change.mode !== 'open' || options.tellsOf?.[change.provider] !== change.keyId) return
      withoutTenant(db, (tx) => noteProviderDown(tx, change.provider)).catch((err: unknown) => {
        logger.warn({ err }, 'people were not told of a provider that is down')
      })
    },
  })
}

/** Takes over what another process found out; what it cannot read it drops. */
export function adoptCircuit(circuit: Circuit, payload: string): void {
  try {
    const parsed = report.safeParse(JSON.parse(payload))
    if (parsed.success) circuit.adopt(parsed.data)
  } catch {
    return
  }
}

/** Each provider's remembered state behind the platform's own keys, for /health: no provider is called for it. */
export function providerStates(circuit: Circuit, platform: KeyIds): Record<string, PartState> {
  const open = new Set(
    circuit
      .snapshot()
      .flatMap(({ mode, provider, keyId }) => (mode === 'open' && keyId === platform[provider] ? [provider] : [])),
  )
  return Object.fromEntries(
    llmProvider.options.map((provider) => {
      if (platform[provider] === undefined) return [provider, 'not_configured']
      return [provider, open.has(provider) ? 'degraded' : 'healthy']
    }),
  )
}
