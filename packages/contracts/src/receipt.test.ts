import { describe, expect, it } from 'vitest'
import { partsOfLine, type ReceiptLine, recomputeReceipt } from './receipt.ts'

const line: ReceiptLine = {
  attempt: 1,
  purpose: 'write',
  provider: 'openai',
  model_requested: 'any',
  model_used: null,
  status: 'succeeded',
  at: '2026-03-01T00:00:00Z',
  input_tokens: 1001,
  output_tokens: 333,
  cached_input_tokens: 200,
  cache_write_tokens: 100,
  reasoning_tokens: 33,
  dropped_parameters: [],
  batched: false,
  price: {
    id: crypto.randomUUID(),
    effective_from: '2026-01-01T00:00:00Z',
    source: 'test',
    over_context_tokens: null,
    input_usd_per_million: '2.5',
    output_usd_per_million: '10.000001',
    cache_read_usd_per_million: '0.25',
    cache_write_usd_per_million: '3.125',
  },
  cached_from: null,
  charged: true,
  amount_usd: '0.0054450003',
  estimated: false,
}

describe('a line of a receipt', () => {
  it('is the sum of its parts, each kind of tokens at its own rate, rounded once', () => {
    expect(partsOfLine(line).map(({ kind, tokens, exact_usd }) => [kind, tokens, exact_usd])).toEqual([
      ['input', 701, '0.0017525'],
      ['cached_input', 200, '0.00005'],
      ['cache_write', 100, '0.0003125'],
      ['output', 333, '0.003330000333'],
    ])
    expect(recomputeReceipt({ lines: [line, { ...line, charged: false }] })).toEqual({
      amounts_usd: ['0.0054450003', '0'],
      total_usd: '0.0054450003',
    })
  })
})
