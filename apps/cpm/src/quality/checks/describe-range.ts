/** A range in words; either bound may be absent. */
export function describeRange({ min, max }: { min?: number; max?: number }, unit: string): string {
  const tail = unit === '' ? '' : unit === '%' ? '%' : ` ${unit}`
  if (min !== undefined && max !== undefined) return `${min} to ${max}${tail}`
  return min !== undefined ? `at least ${min}${tail}` : `at most ${max ?? 0}${tail}`
}
