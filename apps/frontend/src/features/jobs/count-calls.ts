/** How many calls were made: what came from the cache is none. */
export function countCalls(attempts: readonly { cached_from: object | null }[]): number {
  return attempts.filter(({ cached_from }) => cached_from === null).length
}
