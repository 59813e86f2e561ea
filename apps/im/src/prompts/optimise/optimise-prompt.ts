import type { PromptOptimization } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import type { PromptContext } from '../context.ts'
import type { RenderedPrompt } from '../render.ts'
import { countTokens } from '../tokens.ts'
import { foldWhiteSpace } from './fold-white-space.ts'
import { joinLines, type Line, toLines } from './lines.ts'
import { mergeDuplicates } from './merge-duplicates.ts'
import { type Trimmable, trimmablesOf } from './trim-context.ts'

export interface OptimiseOptions {
  /** Renders the template with other context. */
  render: (context: PromptContext) => RenderedPrompt
  context: PromptContext
  /** Follows the user part, and is never touched. It begins with a letter, so that tokens can be counted apart. */
  tail?: string | undefined
  /** Tokens at most; as many as it takes where it is left out. */
  budget?: number | undefined
  /** What may be left out, the least important first; the usual order where it is empty. */
  trimOrder?: readonly string[]
}

export interface OptimisedPrompt {
  system: string
  user: string
  tokens: number
  optimizations: PromptOptimization[]
}

/** The processor's time that one prompt may take to be fitted, in milliseconds: what is slow is not rendered 30 times. */
const maxTrimmingMs = 400
const longestQuote = 80

/**
 * A prompt made as small as it can be without a loss, and as it must be for its budget. Folding and merging come first; then
 * context goes, the least important first, each time rendering the template anew, so that it stays coherent; the last to go
 * is cut only as far as it must be. Never makes a prompt longer, always gives the same for the same, and reads no value.
 *
 * @throws {AppError} what rendering throws for the whole context, and `template_invalid` for a template that is too slow
 */
export function optimisePrompt(options: OptimiseOptions): OptimisedPrompt {
  const { context, budget, tail } = options
  const count = createCounter(tail)
  const timer = createTimer()
  const render = (trimmed: PromptContext) => timer.spend(() => compact(options.render(trimmed), count))

  const whole = render(context)
  if (budget === undefined || whole.tokens <= budget) return finish(whole, tail)

  const attempt = (trimmed: PromptContext): Compacted | null => {
    try {
      return render(trimmed)
    } catch (error) {
      // A template may need what is left out here: then it stays.
      if (error instanceof AppError && !timer.isSpent()) return null
      throw error
    }
  }
  let best = whole
  const trims: PromptOptimization[] = []
  let base = context
  for (const { path } of trimmablesOf(context, options.trimOrder)) {
    const trimmable = trimmablesOf(base, [path])[0]
    const without = trimmable && attempt(trimmable.cutTo(trimmable.keep))
    if (!trimmable || !without || without.tokens >= best.tokens) continue
    const cut = without.tokens <= budget ? largestThatFits(trimmable, without, budget, attempt) : null
    const { units, prompt } = cut ?? { units: trimmable.keep, prompt: without }
    trims.push(toTrim(trimmable, units, best.tokens - prompt.tokens))
    base = trimmable.cutTo(units)
    best = prompt
    if (best.tokens <= budget) return finish(best, tail, whole.optimizations, trims)
  }
  const what = `The prompt has ${best.tokens} tokens without anything that may be left out; its budget is ${budget}.`
  return finish(best, tail, whole.optimizations, [...trims, { kind: 'budget_not_met', what, tokens_saved: 0 }])
}

interface Compacted {
  system: string
  user: string
  tokens: number
  optimizations: PromptOptimization[]
}

type Counter = (system: string, user: string) => number

/** Folded and merged, each only where that saves tokens. */
function compact({ system, user, values }: RenderedPrompt, count: Counter): Compacted {
  const optimizations: PromptOptimization[] = []
  let parts = [toLines(system, values.system), toLines(user, values.user)]
  let tokens = count(system, user)
  const take = (kind: PromptOptimization['kind'], what: string, next: Line[][]) => {
    const saved = tokens - count(...textsOf(next))
    if (saved <= 0) return
    optimizations.push({ kind, what, tokens_saved: saved })
    parts = next
    tokens -= saved
  }
  take('white_space_folded', 'Blank lines and runs of spaces folded', parts.map(foldWhiteSpace))
  const { parts: once, merged } = mergeDuplicates(parts)
  const [first = ''] = merged
  const quoted = first.length > longestQuote ? `${first.slice(0, longestQuote)}…` : first
  const others = merged.length > 2 ? ` and ${merged.length - 1} others` : merged.length > 1 ? ' and one other' : ''
  take('duplicates_merged', `Said once instead of again: “${quoted}”${others}`, once)
  const [newSystem, newUser] = textsOf(parts)
  return { system: newSystem, user: newUser, tokens, optimizations }
}

function textsOf(parts: readonly Line[][]): [system: string, user: string] {
  const [system = [], user = []] = parts
  return [joinLines(system).trim(), joinLines(user).trim()]
}

/** The most of it that the budget leaves room for; null when it is all or nothing. */
function largestThatFits(
  trimmable: Trimmable,
  without: Compacted,
  budget: number,
  attempt: (context: PromptContext) => Compacted | null,
): { units: number; prompt: Compacted } | null {
  if (!trimmable.isDivisible) return null
  let [fits, tooMany] = [trimmable.keep, trimmable.size]
  let prompt = without
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    const tried = attempt(trimmable.cutTo(middle))
    if (tried && tried.tokens <= budget) {
      fits = middle
      prompt = tried
    } else tooMany = middle
  }
  return { units: fits, prompt }
}

function toTrim({ path, label, size, unit }: Trimmable, units: number, saved: number): PromptOptimization {
  const name = `${label.charAt(0).toUpperCase()}${label.slice(1)}`
  return units === 0
    ? { kind: 'context_left_out', path, what: `${name} left out`, tokens_saved: saved }
    : { kind: 'context_shortened', path, what: `${name}: ${units} of ${size} ${unit} kept`, tokens_saved: saved }
}

function finish(
  { system, user, tokens, optimizations }: Compacted,
  tail: string | undefined,
  before = optimizations,
  trims: PromptOptimization[] = [],
): OptimisedPrompt {
  const optimised = { system, user: withTail(user, tail), tokens }
  return { ...optimised, optimizations: [...before, ...trims] }
}

function withTail(user: string, tail: string | undefined): string {
  return tail === undefined ? user : `${user}\n\n${tail}`
}

/** Counts each text once; the tail, which may be long, apart: its first letter begins a token. */
function createCounter(tail: string | undefined): Counter {
  const counted = new Map<string, number>()
  const count = (text: string) => {
    const tokens = counted.get(text) ?? countTokens(text)
    counted.set(text, tokens)
    return tokens
  }
  return (system, user) => count(system) + (tail === undefined ? count(user) : count(withTail(user, '')) + count(tail))
}

function createTimer() {
  let spentMs = 0
  return {
    isSpent: () => spentMs > maxTrimmingMs,
    spend<T>(work: () => T): T {
      if (spentMs > maxTrimmingMs)
        throw new AppError('template_invalid', 'The template takes too long to be fitted to its token budget.')
      const began = process.threadCpuUsage()
      try {
        return work()
      } finally {
        const { user, system } = process.threadCpuUsage(began)
        spentMs += (user + system) / 1000
      }
    },
  }
}
