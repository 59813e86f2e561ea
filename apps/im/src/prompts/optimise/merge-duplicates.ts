import { findVerbatim, isBlank, isOwn, type Line, ownStart, textOf } from './lines.ts'

export interface Merged {
  parts: Line[][]
  /** The instructions that stood there again. */
  merged: string[]
}

/** Introductions that say when, or that not: what stands below one of them holds under it alone. */
const qualified = /\b(if|when|where|while|for|only|unless|except|never|not|no|avoid|without|don[’']?ts?)\b/i
const bullet = /^[-*+] +(?=\S)/
const heading = /^#{1,6} /
const isSentence = (text: string) => /[.!?]$/.test(text)
const isLabel = (text: string) => heading.test(text) || text.endsWith(':') || text === text.replace(/[.!?,;]$/, '')

/**
 * Leaves out instructions that stand in a prompt already: list items and sentences of the template's own that are the same
 * to the letter. The first one stays, so that what is the same for every piece stays in front. Lists that say when or that
 * not are compared with themselves only; numbered lists, quoted data and values are left alone, and no value is ever looked at.
 */
export function mergeDuplicates(parts: readonly Line[][]): Merged {
  const seen = new Set<string>()
  const introductions = new Map<string, Introduction>()
  const merged: string[] = []
  const left = parts.map((lines) => {
    const { keys, labels } = keysOf(lines, introductions)
    const isAgain = lines.map((line, index) => {
      const key = keys[index]
      if (key === undefined || key === null) return false
      if (!seen.has(key)) {
        seen.add(key)
        return false
      }
      merged.push(textOf(line).replace(bullet, '').trim())
      return true
    })
    return lines.filter((_line, index) => !isAgain[index] && !isLeftAlone(lines, labels, isAgain, index))
  })
  return { parts: left, merged }
}

/** What stands above instructions, by a number of its own: a long one would be kept with each of thousands of lines. */
interface Introduction {
  id: number
  isQualified: boolean
}

const noIntroduction: Introduction = { id: 0, isQualified: false }

/**
 * What each line is found again by, null for what is no instruction of the template's own; and which lines are labels, of what
 * stands below them.
 */
function keysOf(
  lines: readonly Line[],
  introductions: Map<string, Introduction>,
): { keys: (string | null)[]; labels: Set<Line> } {
  const labels = new Set<Line>()
  const verbatim = findVerbatim(lines)
  /** Null where a value says what the lines below are about. */
  let introduction: Introduction | null = noIntroduction
  const keys = lines.map((line, index) => {
    if (verbatim[index] === true) return null
    const start = ownStart(line)
    if (!isOwn(line)) {
      if (!/^[-*+] |^[A-Z][\w ]*: /.test(start)) introduction = null
      return null
    }
    const text = start.trimEnd()
    if (text === '') {
      introduction ??= noIntroduction
      return null
    }
    if (bullet.test(text)) {
      if (introduction === null || /^\s/.test(ownStart(lines[index + 1]))) return null
      return keyOf(introduction, text.replace(bullet, ''))
    }
    if (/^\s|^[|>]|^\d+[.)]/.test(text)) return null
    if (isLabel(text)) {
      introduction = introductions.get(text) ?? { id: introductions.size + 1, isQualified: qualified.test(text) }
      introductions.set(text, introduction)
      labels.add(line)
      return null
    }
    return introduction === null || text.split(/\s+/).length < 3 ? null : keyOf(introduction, text)
  })
  return { keys, labels }
}

function keyOf({ id, isQualified }: Introduction, instruction: string): string {
  const under = isSentence(instruction) && !isQualified ? noIntroduction.id : id
  return `${under}\n${instruction}`
}

/** A label whose whole list has gone would be read as that of the next one. */
function isLeftAlone(
  lines: readonly Line[],
  labels: ReadonlySet<Line>,
  isAgain: readonly boolean[],
  index: number,
): boolean {
  const line = lines[index]
  if (line === undefined || isAgain[index + 1] !== true || !labels.has(line)) return false
  let at = index + 1
  while (isAgain[at] === true) at++
  const end = lines[at]
  return end === undefined || isBlank(end) || labels.has(end)
}
