import type { EvidenceSpan, PiecePlace, QualityCheck, QualityReport } from '@hg/contracts'

/** A passage that a failed check found, as the page marks it. */
export interface Mark {
  /** Unique in the piece, and without spaces: check and number of its passage. */
  key: string
  check: QualityCheck
  span: EvidenceSpan
  /** What is shown of it beside the text: the passage with the words around it. */
  words: string
}

/** The passages of all failed checks, check by check, in the order in which the checks are shown. */
export function marksOf(quality: QualityReport): Mark[] {
  return failedChecks(quality).flatMap(marksOfCheck)
}

/** The passages that one check found. Checks that tell of what is missing have words that belong to no passage. */
export function marksOfCheck(check: QualityCheck): Mark[] {
  if (check.passed) return []
  return check.spans.map((span, index) => ({
    key: `${check.id}-${index}`,
    check,
    span,
    words: wordsFor(check, span, index),
  }))
}

function wordsFor({ evidence, spans }: QualityCheck, { quote, note }: EvidenceSpan, index: number): string {
  // Parallel, unless the check has something of its own to say.
  const around = evidence.length === Math.min(spans.length, 20) ? evidence[index] : undefined
  return around ?? (quote.trim() || (note ?? 'here'))
}

/** What a check says beside its passages: what is missing, or wrong as a whole. */
export function otherEvidence(check: QualityCheck): string[] {
  return check.evidence.length === Math.min(check.spans.length, 20) ? [] : check.evidence
}

/** Errors first, then warnings. */
export function failedChecks({ checks }: QualityReport): QualityCheck[] {
  const failed = checks.filter(({ passed }) => !passed)
  return [...failed.filter(isError), ...failed.filter((check) => !isError(check))]
}

function isError({ severity }: QualityCheck): boolean {
  return severity === 'error'
}

export interface Stretch {
  text: string
  marks: Mark[]
}

/**
 * Cuts a text where marks begin and end.
 *
 * @param places where each UTF-16 unit of the text stands in what the marks are of; one for one by default
 */
export function cutAtMarks(text: string, marks: Mark[], places?: number[]): Stretch[] {
  const stretches: Stretch[] = []
  for (let at = 0; at < text.length; at += 1) {
    const place = places?.[at] ?? at
    const here = marks.filter(({ span }) => span.start <= place && place < span.end)
    const last = stretches.at(-1)
    if (last && isSame(last.marks, here)) last.text += text[at] ?? ''
    else stretches.push({ text: text[at] ?? '', marks: here })
  }
  return stretches
}

function isSame(a: Mark[], b: Mark[]): boolean {
  return a.length === b.length && a.every((mark, index) => mark === b[index])
}

export function marksIn(marks: Mark[], where: PiecePlace): Mark[] {
  return marks.filter(({ span }) => span.where === where && span.end > span.start)
}
