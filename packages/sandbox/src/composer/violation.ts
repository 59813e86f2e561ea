/** The rules that an article can be asked to break, one quality check each. */
export const violations = [
  'too_short',
  'too_long',
  'missing_keyword',
  'banned_phrase',
  'no_headings',
  'placeholder',
] as const

export type Violation = (typeof violations)[number]
