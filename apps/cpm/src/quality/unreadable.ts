import type { Reviewed, TextToReview } from './reviewed.ts'

/**
 * What is said of a text that could not be checked: it has not passed, nothing of it can be mended in parts, and its words
 * are counted by the spaces between them.
 *
 * @param why in words that follow "not checked:"
 */
export function unreadable({ content, strategy }: Pick<TextToReview, 'content' | 'strategy'>, why: string): Reviewed {
  return {
    report: {
      score: 0,
      passed: false,
      min_score: strategy.quality?.min_score ?? 0,
      checks: [
        {
          id: 'readable',
          label: 'Can be checked',
          passed: false,
          severity: 'error',
          expected: 'Markdown that can be read in good time',
          actual: `not checked: ${why}`,
          evidence: ['None of the other checks was made.'],
          spans: [],
        },
      ],
      left_out: [],
    },
    wordCount: content.split(/\s+/).filter((word) => word !== '').length,
    segments: [],
    outline: '',
    signature: [],
  }
}
