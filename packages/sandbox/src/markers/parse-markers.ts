import { llmProvider, type LlmProvider } from '@hg/contracts'

/**
 * A wish that a prompt carries, such as `[[sandbox:fault=503 times=2 provider=openai]]`: `times` is for how many calls it
 * holds, `provider` for whose, `for` for pieces or repairs.
 */
export type Marker = {
  name: string
  value?: string
  times?: number
  provider?: LlmProvider
  retryAfterS?: number
  /** The calls that it holds for; all where it is left out. */
  purpose?: Purpose
}

/** Whether a call writes a piece (or asks for a template in fewer words), or mends passages of one (or asks again). */
export type Purpose = 'write' | 'repair'

const marker = /\[\[\s*sandbox\s*:([^[\]\n]*)\]\]/gi

/** What is left of a marker that was cut short or badly closed; it must not reach an article either. */
const remains = /\[{1,2}\s*sandbox\s*:[^\S\n]*\w*(?:=[^\s\]]*)?(?:[^\S\n]+\w+=[^\s\]]*)*[^\S\n]*\]{0,2}/gi

function toMarker(inside: string): Marker | undefined {
  const [head, ...rest] = inside.trim().split(/\s+/)
  const [name, value] = (head ?? '').toLowerCase().split('=')
  if (!name) return undefined
  const options = new Map(
    rest.map((part) => {
      const [option = '', setting = ''] = part.toLowerCase().split('=')
      return [option, setting]
    }),
  )
  const numberOf = (option: string) => {
    const digits = options.get(option) ?? ''
    return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined
  }
  const purpose = options.get('for')
  const provider = llmProvider.safeParse(options.get('provider'))
  return {
    name,
    value,
    times: numberOf('times'),
    retryAfterS: numberOf('retry_after'),
    provider: provider.success ? provider.data : undefined,
    purpose: purpose === 'write' || purpose === 'repair' ? purpose : undefined,
  }
}

/** Markers inside markers, deeper than anybody would write them, are taken apart for good. */
const deepestNesting = 8

/** Takes every marker out of a text, those that come together only when others are gone included. */
export function stripMarkers(text: string): string {
  let current = text
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const next = current.replace(marker, '').replace(remains, '')
    if (next === current) return next
    current = next
  }
  return current.replace(/\[{2,}|\]{2,}/g, '').replace(/sandbox\s*:\w*/gi, '')
}

/** Finds the markers of a prompt, in order. */
export function parseMarkers(text: string): Marker[] {
  return [...text.matchAll(marker)].map((match) => toMarker(match[1] ?? '')).filter((found) => found !== undefined)
}
