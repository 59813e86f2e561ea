import { type JobSummary, maxExportedPieces } from '@hg/contracts'

/** Whether a row can be chosen, and is. */
export interface RowChoice {
  isChosen: boolean
  /** Why it cannot be chosen; null where it can. */
  why: string | null
  onChoose: (isChosen: boolean) => void
}

/** Why a piece cannot be handed over; null where it has a text. */
export function whyNotHandedOver({ status, word_count }: Pick<JobSummary, 'status' | 'word_count'>): string | null {
  if (status === 'completed') return word_count === null ? 'Its text was removed' : null
  return status === 'failed' || status === 'cancelled' ? 'It has no text' : 'It is not written yet'
}

/** The choice with a row put in or taken out; more than one archive takes are not chosen. */
export function withChoice(chosen: readonly string[], id: string, isChosen: boolean): string[] {
  const others = chosen.filter((other) => other !== id)
  return isChosen && others.length < maxExportedPieces ? [...others, id] : others
}

/** The choice with all of these put in, or taken out where all of them were in it. */
export function withAll(chosen: readonly string[], ids: readonly string[]): string[] {
  const areAll = ids.every((id) => chosen.includes(id))
  return ids.reduce<string[]>((all, id) => withChoice(all, id, !areAll), [...chosen])
}
