import { jsonrepair } from 'jsonrepair'
import type { Segment } from './segment.ts'

/**
 * Reads a repair's answer: `{"replacements": [{"number": 1, "text": "…"}]}`. Models differ: a fence or words around it, a bare
 * list, a map from numbers to texts and slips of JSON are all read. What is no text, or for no segment, is left out.
 *
 * @returns texts by the segments' numbers, tidied for their places; empty for an answer that cannot be read
 */
export function parseReplacements(answer: string, segments: Segment[]): Map<number, string> {
  const found = new Map<number, string>()
  for (const [number, text] of pairsOf(parseLoosely(answer))) {
    const segment = segments.find((one) => one.number === number)
    const tidied = segment && tidy(segment, text)
    if (tidied !== undefined) found.set(number, tidied)
  }
  return found
}

function parseLoosely(answer: string): unknown {
  const from = answer.search(/[{[]/)
  const to = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'))
  if (from === -1 || to <= from) return null
  try {
    return JSON.parse(jsonrepair(answer.slice(from, to + 1))) as unknown
  } catch {
    return null
  }
}

function pairsOf(parsed: unknown): [number, string][] {
  if (Array.isArray(parsed)) return parsed.flatMap(pairOf)
  if (typeof parsed !== 'object' || parsed === null) return []
  const inner = Object.values(parsed).find((value) => Array.isArray(value) || isObject(value))
  if (Array.isArray(inner)) return inner.flatMap(pairOf)
  if (isObject(inner)) return pairsOf(inner)
  const single = pairOf(parsed)
  if (single.length > 0) return single
  return Object.entries(parsed).flatMap(([key, value]) => {
    const number = Number(/\d+/.exec(key)?.[0])
    return typeof value === 'string' && Number.isInteger(number) ? [[number, value] as [number, string]] : []
  })
}

function pairOf(item: unknown): [number, string][] {
  if (!isObject(item)) return []
  const number = Number(item.number ?? item.id ?? item.passage ?? item.segment)
  const text = item.text ?? item.replacement ?? item.content
  return Number.isInteger(number) && typeof text === 'string' ? [[number, text]] : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As its place can hold it; undefined for what would leave nothing where something must stand. */
function tidy({ where, isOneLine, before, around }: Segment, text: string): string | undefined {
  let tidied = text.replaceAll('\u0000', '').toWellFormed().replaceAll('\r\n', '\n').trim()
  if (where === 'title') tidied = tidied.replace(/^#+[ \t]+/, '').replace(/^["“]([^"”]*)["”]$/, '$1')
  if (where === 'meta_description') tidied = tidied.replace(/^[*_]*meta description[*_]*[ \t]*:[*_]*[ \t]*/i, '')
  if (isOneLine) tidied = tidied.replace(/\s*\n\s*/g, ' ')
  const mustStand = where !== 'content' || around !== 'none' || /^#/.test(before)
  return tidied === '' && mustStand ? undefined : tidied
}
