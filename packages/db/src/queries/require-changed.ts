import { AppError } from '@hg/runtime'

/**
 * Takes a change for made only if it met a row: row-level security passes over what an actor may not change, without a word.
 *
 * @param changed.numAffectedRows as a statement answers
 * @throws {AppError} `conflict` when it met none
 */
export function requireChanged({ numAffectedRows = 0n }: { numAffectedRows?: bigint | undefined }): void {
  if (numAffectedRows > 0n) return
  throw new AppError('conflict', 'Nothing was changed: it is another by now, or your role is. Look at it again.')
}
