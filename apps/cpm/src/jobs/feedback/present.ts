import type { FeedbackEntry } from '@hg/contracts'
import type { FeedbackRow } from '@hg/db'

/** What one person or key said, with their name. @param people names, by actor */
export function presentFeedback(row: FeedbackRow, people: Map<string, string>): FeedbackEntry {
  const { actor, mine, rating, comment, revision, updated_at } = row
  return {
    actor,
    name: people.get(actor) ?? null,
    mine,
    rating,
    comment,
    revision,
    updated_at: updated_at.toISOString(),
  }
}
