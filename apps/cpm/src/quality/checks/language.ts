import { eld } from 'eld/extrasmall'
import { finding, type Finding } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import type { Block } from '../piece/blocks.ts'
import { type Piece, readBetween } from '../piece/piece.ts'

/** Shorter texts say little about their language. In characters. */
const shortestText = 200
const shortestBlock = 140
/** The asked language may be a little behind another one: Danish and Norwegian. */
const closeEnough = 0.95
/** A paragraph of names and figures looks like several languages; one of another language does not look much like ours. */
const foreign = 0.8

/** The language's name in English: `German` for `de-DE`. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(baseOf(tag)) ?? tag
}

/** `en` for `en-US`. The detector names Norwegian as one, tags name it by its two forms. */
function baseOf(tag: string): string {
  const base = tag.toLowerCase().split('-')[0] ?? tag
  return base === 'nb' || base === 'nn' ? 'no' : base
}

/** The languages that the detector tells apart. */
const known = new Set(Object.values(eld.info().Languages))

interface Detection {
  /** The likeliest language, as a tag's first part. */
  best: string
  /** How likely the asked language is beside it, 0 to 1. */
  asked: number
}

/** Null where the text gives too little to go by. */
function detect(text: string, tag: string): Detection | null {
  const found = eld.detect(text)
  const scores = found.getScores()
  const best = scores[found.language]
  if (!best || !found.isReliable()) return null
  return { best: found.language, asked: (scores[baseOf(tag)] ?? 0) / best }
}

/**
 * The text is in its language, and so is each of its paragraphs. Null where there is too little text to tell, or where the
 * detector does not know the language.
 */
export function checkLanguage(piece: Piece, tag: string): Finding | null {
  const blocks = piece.blocks.filter(({ kind }) => kind === 'paragraph')
  const whole = blocks.map(({ start, end }) => readBetween(piece.reader, start, end)).join(' ')
  const all = whole.length < shortestText || !known.has(baseOf(tag)) ? null : detect(whole, tag)
  if (!all) return null
  const others = blocks.filter((block) => isForeign(piece, block, tag))
  const otherChars = others.reduce((sum, { start, end }) => sum + end - start, 0)
  const isWhole = all.best !== baseOf(tag) && all.asked < closeEnough
  const expected = languageName(tag)
  return finding(piece, {
    id: 'language',
    label: 'Language',
    severity: 'error',
    expected,
    actual: isWhole ? languageName(all.best) : others.length > 0 ? `${expected}, but not everywhere` : expected,
    miss: isWhole ? 1 : others.length === 0 ? 0 : Math.max(0.2, otherChars / Math.max(1, whole.length)),
    evidence: isWhole && others.length === 0 ? [`the text reads like ${languageName(all.best)}`] : undefined,
    spans: others.map((block) => spanAt(piece, 'content', block, `not in ${expected}`)),
    mends: others.map(({ start, end }) => ({
      where: 'content',
      start,
      end,
      unit: 'block',
      instruction: `Write this in ${expected} (${tag}), with the same meaning.`,
    })),
  })
}

function isForeign(piece: Piece, { start, end }: Block, tag: string): boolean {
  const text = readBetween(piece.reader, start, end)
  if (text.length < shortestBlock) return false
  const found = detect(text, tag)
  return found !== null && found.best !== baseOf(tag) && found.asked < foreign
}
