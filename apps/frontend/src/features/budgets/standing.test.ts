import type { BudgetLevel } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { monthName, standingOf, tightLevel } from './standing.ts'

const level = (
  spent_usd: string,
  reserved_usd: string,
  soft_usd: string | null,
  hard_usd: string | null,
): BudgetLevel => ({
  client_id: id(1),
  client_name: 'A',
  month: '2026-11-01',
  time_zone: 'UTC',
  ...{ spent_usd, reserved_usd, soft_usd, hard_usd },
})

describe('a month against its limits', () => {
  it.each([
    ['has no limit', level('5', '1', null, null), 'unlimited', null],
    ['has room', level('5', '1', '8', '10'), 'fine', '4'],
    ['has reached the soft limit', level('8', '0', '8', '10'), 'near', '2'],
    ['has only a soft limit, and reached it', level('8', '0', '8', null), 'near', null],
    ['has reserved most of the hard limit', level('5', '4', null, '10'), 'near', '1'],
    ['has no room', level('9.5', '0.5', null, '10'), 'spent', '0'],
    ['is past a limit that was lowered', level('12', '0', null, '10'), 'spent', '0'],
    ['may cost nothing at all', level('0', '0', null, '0'), 'spent', '0'],
  ] as const)('%s', (_, month, state, leftUsd) => {
    expect(standingOf(month)).toMatchObject({ state, leftUsd })
  })

  it('is named as the client counts it, wherever the reader is', () => {
    expect(monthName('2026-11-01')).toBe('November 2026')
  })
})

describe('room for what something may cost', () => {
  const own = level('1', '0', null, null)
  const agency = { ...level('8', '1', null, '10'), client_name: 'Agency' }
  const root = { ...level('99.5', '0', null, '100'), client_name: 'Root' }

  it('is looked for at every budget that can be seen, the nearest first', () => {
    expect(tightLevel({ own, above: [root, null, agency] }, '1.5')?.client_name).toBe('Agency')
    expect(tightLevel({ own, above: [root, null, agency] }, '0.75')?.client_name).toBe('Root')
    expect(tightLevel({ own, above: [root, null, agency] }, '0.5')).toBeNull()
  })

  it('is everywhere without a hard limit', () => {
    expect(tightLevel({ own: level('9', '9', '1', null), above: [] }, '1000')).toBeNull()
  })
})
