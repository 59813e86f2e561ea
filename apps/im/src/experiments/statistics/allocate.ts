import { hash } from 'node:crypto'

/** A variant and its share of the jobs, relative to the others' weights. */
export interface Weighted<Key extends string = string> {
  key: Key
  weight: number
}

/**
 * The variant of one job: always the same one for the same experiment and job, whichever process asks. The first 48 bits of
 * SHA-256 over both ids are a number from 0 to below 1; the variants lie behind each other on it by their weights.
 */
export function allocate<Key extends string>(
  experimentId: string,
  jobId: string,
  variants: readonly Weighted<Key>[],
): Key {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0)
  const digits = hash('sha256', `${experimentId}:${jobId}`).slice(0, 12)
  const point = (Number.parseInt(digits, 16) / 2 ** 48) * total
  let behind = 0
  for (const { key, weight } of variants) {
    behind += weight
    if (point < behind) return key
  }
  throw new RangeError('an experiment needs variants with weights above 0')
}
