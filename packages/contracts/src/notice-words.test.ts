import { describe, expect, it } from 'vitest'
import { describeNotice } from './notice-words.ts'
import type { Notice } from './notification.ts'

const id = '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e'
const at = '2026-03-01T12:00:00.000Z'
const notice = (fields: Partial<Notice>): Notice => ({
  kind: 'content_ready',
  client: { id, name: 'Ohio Paving Co.', slug: 'ohio-paving' },
  count: 1,
  pieces: [],
  batch: null,
  budget: null,
  provider: null,
  first_at: at,
  last_at: at,
  ...fields,
})
const piece = (title: string) => ({ id, title })
const batch = { id, name: 'Spring', completed: 3, failed: 0, cancelled: 0 }
const budget = { month: '2026-03-01', limit_usd: '50', spent_usd: '49.999', refused: false }

describe('a notice', () => {
  it.each<[Partial<Notice>, string, string | null, string]>([
    [{ pieces: [piece('Gravel')] }, '“Gravel” is ready', 'Ohio Paving Co.', `/jobs/${id}`],
    // Its text was removed meanwhile, or it is somebody else's now.
    [{}, 'A piece for Ohio Paving Co. is ready', null, '/clients/ohio-paving?status=completed'],
    [
      { kind: 'job_failed', count: 12, pieces: ['A', 'B', 'C', 'D'].map(piece) },
      '12 pieces could not be written for Ohio Paving Co.',
      '“A”, “B”, “C” and 9 more',
      '/clients/ohio-paving?status=failed',
    ],
    [{ kind: 'batch_ended', batch }, 'The batch “Spring” has ended: 3 ready', 'Ohio Paving Co.', `/batches/${id}`],
    [
      { kind: 'batch_ended', batch: { ...batch, name: null, failed: 1, cancelled: 2 } },
      'A batch has ended: 3 ready, 1 failed, 2 cancelled',
      'Ohio Paving Co.',
      `/batches/${id}`,
    ],
    [
      { kind: 'budget_near', budget },
      'The monthly budget of Ohio Paving Co. has reached its soft limit',
      '$49.99 of $50.00 spent in 2026-03',
      '/clients/ohio-paving/settings/budget',
    ],
    [
      { kind: 'budget_spent', budget: { ...budget, spent_usd: '0.0034567', refused: true } },
      'The monthly budget of Ohio Paving Co. is too small for what was asked: a request was refused',
      '$0.0034 of $50.00 spent in 2026-03',
      '/clients/ohio-paving/settings/budget',
    ],
    [
      { kind: 'provider_down', client: null, provider: 'anthropic' },
      'Calls to Anthropic keep failing',
      'Other providers are tried first where the strategy allows it.',
      '/',
    ],
  ])('%j is put into words', (fields, title, detail, path) => {
    expect(describeNotice(notice(fields))).toEqual({ title, detail, path })
  })
})
