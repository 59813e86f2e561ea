/**
 * How well a client fits what is typed: 0 when a typed word occurs nowhere, up to 1 when the name begins with it.
 *
 * @param words the client's name first, then its slug, type and the names above it
 */
export function searchScore(search: string, words: string[]): number {
  const typed = search.trim().toLowerCase().split(/\s+/)
  const all = words.join(' ').toLowerCase()
  if (!typed.every((word) => all.includes(word))) return 0
  const name = (words[0] ?? '').toLowerCase()
  const whole = typed.join(' ')
  if (name.startsWith(whole)) return 1
  return name.includes(whole) ? 0.8 : 0.4
}
