import type { ContentTemplate, GenerateRequest } from '@hg/contracts'
import { isSame } from '#lib/diff.ts'

type Filled = Pick<GenerateRequest, 'keywords' | 'brief' | 'llm'>

/** What a content template puts into the form of a request. */
function filledBy(template: ContentTemplate | null): Filled {
  if (template === null) return {}
  const { keywords, llm } = template.defaults
  return {
    ...(keywords ? { keywords } : {}),
    ...(template.brief === null ? {} : { brief: template.brief }),
    ...(llm ? { llm } : {}),
  }
}

/**
 * The fields of a request after another template was chosen: a field that is empty, or still as the template before
 * filled it, takes what the new one says; what the requester typed stays.
 */
export function fillRequest(
  typed: Filled,
  before: ContentTemplate | null,
  chosen: ContentTemplate | null,
): Required<Pick<Filled, 'keywords' | 'brief'>> & Pick<Filled, 'llm'> {
  const [old, fresh] = [filledBy(before), filledBy(chosen)]
  const isOpen = <K extends keyof Filled>(name: K) => isBlank(typed[name]) || isSame(tidy(typed[name]), old[name])
  const keywords = isOpen('keywords') ? (fresh.keywords ?? []) : (typed.keywords ?? [])
  const brief = isOpen('brief') ? (fresh.brief ?? '') : (typed.brief ?? '')
  const llm = isOpen('llm') ? fresh.llm : typed.llm
  return { keywords, brief, ...(llm ? { llm } : {}) }
}

/** A group of preferences without what was left alone. */
function tidy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== ''))
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && value !== null && Object.values(value).every(isBlank)
}
