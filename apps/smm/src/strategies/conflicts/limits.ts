import { minSectionsFor, strategyConfiguration, strategyField, wordCountFor } from '@hg/contracts'
import { type Conflict, type ConflictInput, countWords, labelOf, partiesOf } from './input.ts'

/** Figures that cannot hold together in one piece. */
export function findLimitConflicts(input: ConflictInput): Conflict[] {
  return [
    ...findBrokenLimits(input),
    ...findImpossibleDensity(input),
    ...findImpossibleHeadings(input),
    ...findLongDisclaimers(input),
  ]
}

/** What each layer may say for itself, but all together may not: ranges turned around, lists that grew too long. */
function findBrokenLimits(input: ConflictInput): Conflict[] {
  const parsed = strategyConfiguration.safeParse(input.effective)
  const paths = new Set(parsed.error?.issues.map(({ path }) => path.slice(0, 2).join('.')) ?? [])
  return [...paths].map((path): Conflict => {
    const label = labelOf(path)
    const isRange = strategyField(path)?.kind === 'bounds'
    return {
      code: isRange ? 'range_reversed' : 'list_too_long',
      severity: 'error',
      paths: [path],
      message: isRange
        ? `${label}: after merging, the lower bound is above the upper one. Requests are refused.`
        : `${label}: after merging, the list is longer than it may be. Requests are refused.`,
      remedy: isRange
        ? 'Set both bounds here, or override the range from above.'
        : 'Shorten the list, or override the one from above.',
      values: [],
      parties: partiesOf(input, path),
    }
  })
}

/** The words of a piece; undefined where neither the strategy nor the content type says. */
function wordsOf({ effective, contentType }: ConflictInput): { min: number; max: number } | undefined {
  const asked = effective.content?.word_count
  if (contentType !== 'any') return wordCountFor(contentType, asked)
  return asked?.min === undefined || asked.max === undefined ? undefined : { min: asked.min, max: asked.max }
}

/** True when some length within the range has a whole number of mentions, one at least, within the density. */
export function isDensityPossible(density: { min: number; max: number }, words: { min: number; max: number }): boolean {
  if ((density.max * words.max) / 100 < 1) return false
  // Over a range this wide some length always fits.
  if (words.max - words.min > 1000) return true
  for (let length = Math.max(1, words.min); length <= words.max; length++) {
    const most = Math.floor((density.max * length) / 100)
    if (most >= 1 && most >= (density.min * length) / 100) return true
  }
  return false
}

/** More of a text than this cannot be keywords. */
const mostKeywordShare = 25

function findImpossibleDensity(input: ConflictInput): Conflict[] {
  const { seo } = input.effective
  const density = seo?.keyword_density
  const words = wordsOf(input)
  if (!density || !words || density.min > density.max || words.min > words.max) return []
  const conflict = (severity: Conflict['severity'], paths: string[], message: string, remedy: string): Conflict[] => [
    {
      code: 'density_impossible',
      severity,
      paths,
      message,
      remedy,
      values: [],
      parties: paths.flatMap((path) => partiesOf(input, path)),
    },
  ]
  const range = `${words.min} to ${words.max} words`
  if (!isDensityPossible(density, words)) {
    return conflict(
      'error',
      ['seo.keyword_density', 'content.word_count'],
      `No piece of ${range} can mention a keyword at ${density.min} to ${density.max} % of its words.`,
      'Widen the density, or ask for longer pieces.',
    )
  }
  const share = (seo.primary_keywords ?? []).reduce((sum, keyword) => sum + density.min * countWords(keyword), 0)
  if (share <= mostKeywordShare) return []
  return conflict(
    'warning',
    ['seo.keyword_density', 'seo.primary_keywords'],
    `At ${density.min} % each, the primary keywords would make up ${Math.round(share)} % of the text.`,
    'Lower the density, or name fewer primary keywords.',
  )
}

function findImpossibleHeadings(input: ConflictInput): Conflict[] {
  const { effective, contentType } = input
  const headings = effective.seo?.headings
  const structure = effective.content?.structure ?? []
  const sections = headings?.min_h2 ?? (contentType === 'any' ? 0 : minSectionsFor(contentType))
  if (headings?.max_depth === 1 && (sections > 0 || structure.length > 0)) {
    const paths = structure.length > 0 ? ['seo.headings', 'content.structure'] : ['seo.headings']
    return [
      {
        code: 'headings_impossible',
        severity: 'error',
        paths,
        message: 'Sections stand under headings of level 2, but no heading may be deeper than level 1.',
        remedy: 'Allow level 2, or ask for no sections.',
        values: [],
        parties: paths.flatMap((path) => partiesOf(input, path)),
      },
    ]
  }
  if (structure.length === 0 || structure.length >= (headings?.min_h2 ?? 0)) return []
  return [
    {
      code: 'sections_too_few',
      severity: 'warning',
      paths: ['content.structure', 'seo.headings'],
      message: `The structure has ${structure.length} sections, but at least ${headings?.min_h2} are asked for.`,
      remedy: 'Add sections to the structure, or ask for fewer.',
      values: [],
      parties: [...partiesOf(input, 'content.structure'), ...partiesOf(input, 'seo.headings')],
    },
  ]
}

/** Sentences that must be printed, and leave no room for the piece. */
function findLongDisclaimers(input: ConflictInput): Conflict[] {
  const { required_disclaimers = [], cta = '' } = input.effective.content ?? {}
  const words = wordsOf(input)
  const needed = required_disclaimers.reduce((sum, text) => sum + countWords(text), 0)
  if (!words || needed === 0 || needed + countWords(cta) < words.max) return []
  const paths = ['content.required_disclaimers', 'content.word_count']
  return [
    {
      code: 'disclaimers_too_long',
      severity: 'error',
      paths,
      message: `The disclaimers${cta ? ' and the call to action' : ''} alone have ${needed + countWords(cta)} words; a piece has at most ${words.max}.`,
      remedy: 'Shorten the disclaimers, or ask for longer pieces.',
      values: [],
      parties: paths.flatMap((path) => partiesOf(input, path)),
    },
  ]
}
