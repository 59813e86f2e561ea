/** A heading as it is compared: letters and digits only, whatever the case and the marks between. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Words that carry no meaning in a heading. */
const small = new Set(
  'a an and are as at by do for from how in is it of on or our the to what when why with you your'.split(' '),
)

/** How much of a heading's own words another heading takes up, 0 to 1; the ends of words do not count. */
export function headingLikeness(asked: string, written: string): number {
  if (plainHeading(asked) === plainHeading(written)) return 1
  const own = stemsOf(asked)
  const other = stemsOf(written)
  if (own.size === 0) return 0
  return [...own].filter((stem) => other.has(stem)).length / own.size
}

function stemsOf(heading: string): Set<string> {
  const words = plainHeading(heading).split(' ')
  const telling = words.filter((word) => !small.has(word))
  return new Set((telling.length > 0 ? telling : words).map((word) => word.replace(/(?:ies|es|s|ing|ed|e)$/, '')))
}
