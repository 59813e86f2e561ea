import type { StrategyConfiguration } from '@hg/contracts'
import type { FinishReason } from '@hg/llm'
import type { RecentPiece } from '../quality/checks/duplicate.ts'
import type { Reviewed, TextToReview } from '../quality/reviewed.ts'
import { unreadable } from '../quality/unreadable.ts'
import { type TextThreads, TextTooHard } from '../threads/text-threads.ts'
import type { Draft } from './draft.ts'
import { parseAnswer } from './parse-answer.ts'
import type { Run } from './run-context.ts'

/** A draft with what its checks found. */
export interface ReviewedDraft extends Reviewed {
  draft: Draft
}

/** Takes an answer apart. A piece that ran into its token limit stops in the middle. */
export function draftOf(answer: { text: string; finishReason: FinishReason }): Draft {
  return { ...parseAnswer(answer.text), isComplete: answer.finishReason === 'stop' }
}

/** Checks a draft. Never fails for the draft's sake: one that cannot be checked has a report that says so. */
export type Reviewer = (draft: Draft) => Promise<ReviewedDraft>

/** Makes what checks the drafts of a job: against the strategy that it was accepted under. */
export function createReviewer(threads: TextThreads, run: Run, recent?: RecentPiece[]): Reviewer {
  const strategy: StrategyConfiguration = run.snapshot.effective
  const { content_type: contentType, keywords, content_template } = run.request
  return async (draft) => {
    const text: TextToReview = {
      ...draft,
      ...{ contentType, strategy, keywords, recent },
      sections: content_template?.sections,
    }
    return { draft, ...(await reviewInThread(threads, text)) }
  }
}

async function reviewInThread(threads: TextThreads, text: TextToReview): Promise<Reviewed> {
  try {
    return await threads.review(text)
  } catch (error) {
    if (!(error instanceof TextTooHard)) throw error
    return unreadable(text, error.message)
  }
}
