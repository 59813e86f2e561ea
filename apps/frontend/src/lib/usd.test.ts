import { describe, expect, it } from 'vitest'
import { addUsd, compareUsd, divideUsd, subtractUsd } from './usd.ts'

describe('amounts', () => {
  it('are reckoned exactly, where floats are not', () => {
    expect(addUsd('0.1', '0.2')).toBe('0.3')
    expect(addUsd('99999999999999999999', '0.0000000001')).toBe('99999999999999999999.0000000001')
    expect(subtractUsd('1', '0.9', '0.1')).toBe('0')
    expect(subtractUsd('0.5', '2')).toBe('-1.5')
    expect(addUsd('-1.5', '1')).toBe('-0.5')
  })

  it.each([
    ['10', '9.9999999999', 1],
    ['0.5', '0.50', 0],
    ['-1', '0', -1],
  ])('%s beside %s: %i', (a, b, order) => expect(compareUsd(a, b)).toBe(order))

  it('are shared out to the tenth digit, and not among none', () => {
    expect(divideUsd('1', 3)).toBe('0.3333333333')
    expect(divideUsd('1', 0)).toBeNull()
  })
})
