import type { RepairRound, RepairVerdict } from '@hg/contracts'
import { estimateCost, estimateTokens, GenerationError, type PricedModel, type Prompt } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { judgeRepair } from '../quality/repair/judge-repair.ts'
import { parseReplacements } from '../quality/repair/parse-replacements.ts'
import { repairPrompt } from '../quality/repair/repair-prompt.ts'
import type { Segment } from '../quality/repair/segment.ts'
import { splice } from '../quality/repair/splice.ts'
import type { WonAttempt } from './attempts.ts'
import { callModels } from './call-models.ts'
import { canSpend } from './can-spend.ts'
import { type ChosenModels, planModels } from './choose.ts'
import { keepDraft, type PieceInWork } from './piece-in-work.ts'
import type { Draft } from './draft.ts'
import { maxOutputTokens } from './needs.ts'
import type { Reviewer } from './review-answer.ts'
import { whileUnavailable } from './while-unavailable.ts'
import type { KeyedWork } from './work.ts'

/** Room for the thinking of models that think, and for the JSON around the passages. */
const spareTokens = 2000
const tokensPerWord = 4

/** One round: one call that writes the segments anew, and whether the piece takes it. */
export async function repairOnce(
  work: KeyedWork,
  piece: PieceInWork,
  segments: Segment[],
  review: Reviewer,
): Promise<PieceInWork> {
  const prompt = promptFor(work, piece, segments)
  const promptTokens = estimateTokens(prompt.system) + estimateTokens(prompt.user)
  const untouched = (verdict: RepairVerdict, reason: string) =>
    withRound(piece, toRound(piece, segments, { verdict, reason }))

  let plan: ChosenModels
  try {
    plan = await planAuthor(work, piece, promptTokens)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    return untouched('call_failed', error.message)
  }
  const lost = toRound(piece, segments, { verdict: 'lost', reason: 'The worker was lost during this repair.' })
  // Safe to repeat, and not to be given up lightly: the piece has been paid for.
  await whileUnavailable(work.signal, () => keepDraft(work, piece, lost))
  const settled = { ...piece, unsettled: null }
  const worstCaseUsd = worstCase(plan.candidates[0], promptTokens, prompt)
  if (!canSpend(work, worstCaseUsd)) {
    const reason = `It could have cost up to $${worstCaseUsd}, which is more than is left of what was set aside for this piece.`
    return withRound(settled, toRound(piece, segments, { verdict: 'over_budget', reason }))
  }
  let won: WonAttempt
  try {
    won = await callModels(work, {
      purpose: 'repair',
      prompt,
      promptTokens,
      candidates: plan.candidates,
      spares: plan.spares,
      choiceOf: plan.choiceOf,
      shown: shownText(piece.reviewed.draft),
    })
  } catch (error) {
    if (!(error instanceof GenerationError)) throw error
    return withRound(settled, toRound(piece, segments, { verdict: 'call_failed', reason: error.message }))
  }
  return adopt({ ...settled, unsettled: won }, segments, won, review)
}

function promptFor({ run }: KeyedWork, { reviewed }: PieceInWork, segments: Segment[]): Prompt {
  const { request, snapshot } = run
  const { effective } = snapshot
  const about = {
    topic: request.topic,
    contentType: request.content_type,
    brief: request.brief,
    keywords: request.keywords,
    strategy: effective,
  }
  const needed = segments.reduce(
    (sum, { before, newWords }) => sum + estimateTokens(before) * 2 + newWords * tokensPerWord + 60,
    spareTokens,
  )
  return {
    ...repairPrompt({ ...reviewed.draft, outline: reviewed.outline }, segments, about),
    temperature: request.llm?.temperature ?? effective.llm?.temperature ?? run.promptTemperature,
    maxOutputTokens: Math.min(needed, request.llm?.max_output_tokens ?? Infinity),
  }
}

/** Whoever wrote the piece mends it, with the others to fall back on. */
function planAuthor({ deps, run, keys }: KeyedWork, { author }: PieceInWork, promptTokens: number) {
  const { request, snapshot } = run
  const needs = { inputTokens: promptTokens, outputTokens: maxOutputTokens(request, snapshot.effective) }
  const llm = { ...request.llm, provider: author.provider, model: author.model }
  return planModels(deps, { llm }, snapshot.effective, needs, keys.ids)
}

function worstCase(model: PricedModel, inputTokens: number, prompt: Prompt): string {
  const maxOutputTokens = Math.min(prompt.maxOutputTokens, model.maxOutputTokens ?? Infinity)
  return estimateCost({ inputTokens, maxOutputTokens, price: model.price })
}

/** Takes what the answer says into the piece, or leaves the piece as it was and says why. */
async function adopt(piece: PieceInWork, segments: Segment[], won: WonAttempt, review: Reviewer): Promise<PieceInWork> {
  const { answer } = won.outcome
  const attempt = won.handle.number
  const replacements =
    answer.finishReason === 'stop' ? parseReplacements(answer.text, segments) : new Map<number, string>()
  if (replacements.size === 0) {
    const reason =
      answer.finishReason === 'stop'
        ? 'The answer brought no passage that could be read.'
        : 'The answer was cut off at the token limit.'
    return withRound(piece, toRound(piece, segments, { verdict: 'unusable', reason, attempt }))
  }
  const before = piece.reviewed
  const after = await review({
    ...splice(before.draft, segments, replacements),
    isComplete: isComplete(before.draft, segments, replacements),
  })
  const judgement = judgeRepair(before.report, after.report)
  const round = toRound(piece, segments, {
    ...judgement,
    attempt,
    replacements,
    scoreAfter: after.report.score,
  })
  return withRound(judgement.taken ? { ...piece, reviewed: after } : piece, round)
}

/** A piece that broke off is whole once its last part was written anew; the same broken part again leaves it as it was. */
function isComplete(draft: Draft, segments: Segment[], replacements: ReadonlyMap<number, string>): boolean {
  return (
    draft.isComplete ||
    segments.some(({ number, checks, before }) => {
      const after = replacements.get(number)?.trim()
      return checks.includes('complete') && after !== undefined && !before.trim().startsWith(after)
    })
  )
}

function withRound(piece: PieceInWork, round: RepairRound): PieceInWork {
  return { ...piece, repairs: [...piece.repairs, round] }
}

function toRound(
  piece: PieceInWork,
  segments: Segment[],
  ended: {
    verdict: RepairVerdict
    reason: string
    taken?: boolean
    attempt?: number
    replacements?: ReadonlyMap<number, string>
    scoreAfter?: number
  },
): RepairRound {
  return {
    round: piece.repairs.length + 1,
    attempt: ended.attempt ?? null,
    checks: [...new Set(segments.flatMap(({ checks }) => checks))],
    segments: segments.map(({ number, where, start, end, checks, before }) => ({
      number,
      where,
      start,
      end,
      checks,
      before,
      after: ended.replacements?.get(number) ?? null,
    })),
    taken: ended.taken ?? false,
    verdict: ended.verdict,
    reason: ended.reason,
    score_before: piece.reviewed.report.score,
    score_after: ended.scoreAfter ?? null,
  }
}

/** What those who follow the job see while it is mended: the piece as it stands. */
function shownText({ title, content }: Draft): string {
  return title === null ? content : `# ${title}\n\n${content}`
}
