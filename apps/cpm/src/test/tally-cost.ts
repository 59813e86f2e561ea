import type { AttemptRow } from '@hg/db'
import type { Sandbox } from '@hg/sandbox'

export type SandboxCall = ReturnType<Sandbox['tally']>['calls'][number]

/**
 * What an attempt should cost by the sandbox's own account, in US dollars: the prompt that it read (what it told to be read
 * from or written to its cache, at these prices) and the text that it sent, told or not, at the attempt's prices. For models without reasoning, whose untold thoughts nobody could know.
 */
export function costByTally(call: SandboxCall, attempt: AttemptRow): number {
  const perToken = (usd: string) => Number(usd) / 1_000_000
  const plain = attempt.input_usd_per_million
  return (
    (call.read_tokens - call.cached_tokens - call.cache_write_tokens) * perToken(plain) +
    call.cached_tokens * perToken(attempt.cache_read_usd_per_million ?? plain) +
    call.cache_write_tokens * perToken(attempt.cache_write_usd_per_million ?? plain) +
    call.streamed_tokens * perToken(attempt.output_usd_per_million)
  )
}

/** The tokens that the provider told of a call, as an attempt names them. */
export function toldOf(call: SandboxCall) {
  return {
    input_tokens: call.input_tokens,
    output_tokens: call.output_tokens,
    cached_input_tokens: call.cached_tokens,
    cache_write_tokens: call.cache_write_tokens,
    reasoning_tokens: call.reasoning_tokens,
  }
}
