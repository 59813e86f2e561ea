import { differingVariables } from '../templates/differing-variables.ts'
import { refuse } from './read-draft.ts'

interface Version {
  version: number
  variables: unknown
}

/**
 * Nobody who asks for a piece knows which variant it is given, and what is asked for again is given none: requests are judged by the
 * version in use, and what that takes, all variants have to take.
 *
 * @param inUse the version in use
 * @param variants of the variants, in their order
 * @throws {AppError} `unprocessable`, naming the first variant that differs and the variables by which it does
 */
export function requireSameVariables(inUse: Version, variants: readonly Version[]): void {
  for (const [index, variant] of variants.entries()) {
    const differing = differingVariables(inUse, variant)
    if (differing.length === 0) continue
    throw refuse(
      `variants.${index}.version`,
      `version ${variant.version} does not take the variables that version ${inUse.version} takes (${differing.join(', ')}), which is in use, so that pieces would fail by the variant they are given; declare the same ones in both`,
    )
  }
}
