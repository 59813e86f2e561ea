import { type TrimmableContext, trimmableContext } from '@hg/contracts'
import type { PromptContext } from '../context.ts'

/** One piece of context that can be made smaller: its size in units (sentences or entries), and the context with so many of them. */
export interface Trimmable extends TrimmableContext {
  size: number
  keep: number
  /** Whether a part of it makes sense. */
  isDivisible: boolean
  unit: 'sentences' | 'entries'
  cutTo: (units: number) => PromptContext
}

const known = new Map(trimmableContext.map((entry) => [entry.path, entry]))

/** The end of a sentence or of a line: a text is cut at none but these. */
const sentenceEnd = /[.!?]["'’”)]*(?=\s)|\n/g

/**
 * What of a context may be left out, the least important first, without what is empty anyway.
 *
 * @param order the template's own order, which then is all that may be left out; empty: the usual one
 */
export function trimmablesOf(context: PromptContext, order: readonly string[] = []): Trimmable[] {
  const wanted = order.length > 0 ? [...new Set(order)] : [...known.keys()]
  return wanted.flatMap((path) => {
    const entry = known.get(path) ?? variableOf(path)
    const trimmable = entry && toTrimmable(context, entry)
    return trimmable && trimmable.size > trimmable.keep ? [trimmable] : []
  })
}

/** A variable of the template's own may go where its order names it; which of them are required is for the caller to know. */
function variableOf(path: string): TrimmableContext | undefined {
  const [, name] = /^vars\.(\w+)$/.exec(path) ?? []
  return name === undefined ? undefined : { path, label: `variable ${name}` }
}

function toTrimmable(context: PromptContext, entry: TrimmableContext): Trimmable | null {
  const { path, keep = 0 } = entry
  if (path === 'content_template.sections.guidance') return guidanceOf(context, { ...entry, keep })
  const keys = path.split('.')
  const value = keys.reduce<unknown>((at, key) => (isGroup(at) ? at[key] : undefined), context)
  const cutWith = (cut: (units: number) => unknown) => (units: number) => withValue(context, keys, cut(units))
  if (typeof value === 'string') {
    const ends = [...value.matchAll(sentenceEnd)].map(({ index, 0: end }) => index + end.trimEnd().length)
    const size = ends.length + 1
    return {
      ...{ ...entry, keep, size, isDivisible: size > 1, unit: 'sentences' },
      cutTo: cutWith((units) => (units === 0 ? null : units >= size ? value : value.slice(0, ends[units - 1]))),
    }
  }
  if (!isList(value)) return null
  return {
    ...{ ...entry, keep, size: value.length, isDivisible: value.length > 1, unit: 'entries' },
    cutTo: cutWith((units) => value.slice(0, units)),
  }
}

/** What sections are about may go; their headings stay. */
function guidanceOf(context: PromptContext, entry: TrimmableContext & { keep: number }): Trimmable {
  const { content_template } = context
  const size = content_template.sections.filter(({ guidance }) => guidance !== null).length
  const cutTo = (units: number) => {
    let left = units
    const sections = content_template.sections.map((section) =>
      section.guidance === null || left-- > 0 ? section : { ...section, guidance: null },
    )
    return { ...context, content_template: { ...content_template, sections } }
  }
  return { ...entry, size, isDivisible: size > 1, unit: 'entries', cutTo }
}

function withValue(context: PromptContext, keys: readonly string[], value: unknown): PromptContext {
  const set = (group: Record<string, unknown>, [key = '', ...rest]: readonly string[]): Record<string, unknown> => {
    const inner = group[key]
    return { ...group, [key]: rest.length > 0 && isGroup(inner) ? set(inner, rest) : value }
  }
  return set({ ...context }, keys) as unknown as PromptContext
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
