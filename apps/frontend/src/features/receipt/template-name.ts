import type { Receipt } from '@hg/contracts'

/** A version of a template in a sentence. Of one that was not there any more the name was never told. */
export function templateName({ name, version }: Pick<NonNullable<Receipt['template']>, 'name' | 'version'>): string {
  return `${name || 'a template'}, version ${version}`
}
