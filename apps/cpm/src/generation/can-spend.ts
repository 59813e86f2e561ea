import { Decimal } from 'decimal.js'
import type { Work } from './work.ts'

/**
 * Whether a further call of a job may be made: what it could cost at worst stays within what is left of the job's reservation.
 *
 * @param worstCaseUsd what the call costs if everything is written that it may write
 */
export function canSpend({ run }: Pick<Work, 'run'>, worstCaseUsd: string): boolean {
  return new Decimal(worstCaseUsd).lte(run.purse.leftUsd)
}
