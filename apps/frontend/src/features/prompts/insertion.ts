import type { OfferedPath } from '@hg/contracts'

/** The Liquid that puts a path's value in. */
export function insertion({ path, list }: Pick<OfferedPath, 'path' | 'list'>): string {
  return list ? `{{ ${path} | join: ", " }}` : `{{ ${path} }}`
}
