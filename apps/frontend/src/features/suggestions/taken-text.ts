import type { SuggestedText } from '@hg/contracts'

/** The words of a suggestion that an editor takes over. */
export type TakenText = Pick<SuggestedText, 'system_template' | 'template'>
