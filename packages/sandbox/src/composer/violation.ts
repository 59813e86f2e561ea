/** The rules that an article can be asked to break, one quality check each. */
export const violations = [
  'too_short',
  'too_long',
  'long_title',
  'short_meta',
  'missing_section',
  'no_headings',
  'deep_heading',
  'missing_keyword',
  'missing_related_term',
  'keyword_stuffing',
  'missing_phrase',
  'banned_phrase',
  'wrong_term',
  'missing_link',
  'missing_disclaimer',
  'missing_call_to_action',
  'hard_words',
  'other_language',
  'placeholder',
  'broken_markdown',
  'repeated_sentence',
] as const

export type Violation = (typeof violations)[number]

/** What a repair can be asked to be: passages as they were, passages that break another rule, an answer that is no JSON. */
export const repairFaults = ['useless_repair', 'harmful_repair', 'unreadable_repair'] as const
export type RepairFault = (typeof repairFaults)[number]

/** What an answer to the question for a tighter template can be asked to be: one that loses a variable, one that is longer, none. */
export const suggestionFaults = ['loses_variable', 'longer_suggestion', 'unreadable_suggestion'] as const
export type SuggestionFault = (typeof suggestionFaults)[number]
