/** The most letters that may differ, for one to be meant by the other. */
const farthest = 3

/** Which of some names was meant by one that is none of them; undefined where none is near. */
export function closestName(given: string, names: readonly string[]): string | undefined {
  const allowed = Math.min(farthest, Math.ceil(given.length / 3))
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const name of names) {
    if (Math.abs(name.length - given.length) >= bestDistance) continue
    const distance = distanceBetween(given, name)
    if (distance < bestDistance) [best, bestDistance] = [name, distance]
  }
  // The same last part in another group is meant too: `voice` for `brand.voice`.
  return best ?? names.find((name) => name.split('.').at(-1) === given.split('.').at(-1))
}

/** How many letters have to be added, left out or changed to make one of the other (Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
