/** Reckoning with amounts of US dollars as services write them: decimal strings of ten digits at most, never floats. */

const digits = 10

function toUnits(amount: string): bigint {
  const negative = amount.startsWith('-')
  const [whole = '0', part = ''] = amount.replace(/^-/, '').split('.')
  const units = BigInt(whole + part.padEnd(digits, '0').slice(0, digits))
  return negative ? -units : units
}

function fromUnits(units: bigint): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  const part = text.slice(-digits).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${text.slice(0, -digits)}${part && `.${part}`}`
}

/** The sum, exactly. */
export function addUsd(...amounts: string[]): string {
  return fromUnits(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n))
}

/** What is left of the first, exactly; below zero where that is less than the others. */
export function subtractUsd(from: string, ...amounts: string[]): string {
  return fromUnits(amounts.reduce((left, amount) => left - toUnits(amount), toUnits(from)))
}

/** Below zero, zero or above it, as the first is less than, as much as, or more than the second. */
export function compareUsd(a: string, b: string): number {
  const difference = toUnits(a) - toUnits(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** What one of so many costs, to the tenth digit; null for none. */
export function divideUsd(amount: string, count: number): string | null {
  return count > 0 ? fromUnits(toUnits(amount) / BigInt(count)) : null
}
