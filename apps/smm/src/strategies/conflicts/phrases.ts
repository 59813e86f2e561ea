import { type ConflictCode, findPhrase, type StrategyConfiguration, type StrategyConflict } from '@hg/contracts'
import { type Conflict, type ConflictInput, labelOf, partiesOf, quoted } from './input.ts'

/** Something that pieces are told to contain: `part` is the item or key of its field, `text` what would be written. */
interface Use {
  path: string
  part: string
  text: string
  /** A piece that does without breaks a rule. */
  isBinding: boolean
}

/** Everything that the strategy asks to be written. */
function usesOf({ seo = {}, content = {} }: StrategyConfiguration): Use[] {
  const uses = (path: string, texts: readonly string[] | undefined, isBinding: boolean): Use[] =>
    (texts ?? []).map((text) => ({ path, part: text, text, isBinding }))
  return [
    ...uses('seo.primary_keywords', seo.primary_keywords, true),
    ...uses('seo.secondary_keywords', seo.secondary_keywords, false),
    ...uses('content.must_include', content.must_include, true),
    ...uses('content.cta', content.cta === undefined ? [] : [content.cta], true),
    ...uses('content.required_disclaimers', content.required_disclaimers, true),
    ...uses('content.structure', content.structure, false),
    ...Object.entries(content.term_map ?? {}).map(([from, to]) => {
      return { path: 'content.term_map', part: from, text: to, isBinding: true }
    }),
    ...(seo.internal_links ?? []).flatMap(({ anchor }) => uses('seo.internal_links', anchor ? [anchor] : [], false)),
  ]
}

/** Parts the texts that are searched at once; no phrase reaches over it. */
const separator = '\n\u0001\n'

/** Which of the phrases stand in which of the uses. */
function findUses(phrases: readonly string[], uses: readonly Use[]): { phrase: string; use: Use }[] {
  const all = uses.map(({ text }) => text).join(separator)
  const plain = all.toLowerCase()
  return phrases
    .filter((phrase) => mayStandIn(plain, phrase) && findPhrase(all, phrase).length > 0)
    .flatMap((phrase) => uses.filter(({ text }) => findPhrase(text, phrase).length > 0).map((use) => ({ phrase, use })))
}

/** A quick look before the exact one: in all but a few texts a phrase stands nowhere. */
function mayStandIn(lowerCaseText: string, phrase: string): boolean {
  const [word = ''] = phrase.trim().toLowerCase().split(/\s/, 1)
  return !/^[!-~]*$/.test(word) || lowerCaseText.includes(word)
}

interface Clash {
  code: ConflictCode
  /** The field that forbids or replaces. */
  path: string
  /** `is banned`, for one phrase and for several. */
  verbs: [string, string]
  severity: (use: Use) => StrategyConflict['severity']
}

/** One conflict for each field whose texts the phrases stand in. */
function clashes(input: ConflictInput, clash: Clash, phrases: readonly string[], uses: readonly Use[]): Conflict[] {
  const found = Map.groupBy(findUses(phrases, uses), ({ use }) => use.path)
  return [...found].map(([path, hits]) => {
    const values = [...new Set(hits.map(({ phrase }) => phrase))]
    const parts = [...new Set(hits.map(({ use }) => use.part))]
    const many = values.length > 1
    const where = `${labelOf(path)}${parts.length === 1 && parts[0] === values[0] ? '' : `: ${quoted(parts, 2)}`}`
    return {
      code: clash.code,
      severity: hits.some(({ use }) => clash.severity(use) === 'error') ? 'error' : 'warning',
      paths: [path, clash.path],
      message: `${quoted(values)} ${clash.verbs[many ? 1 : 0]}, and ${many ? 'stand' : 'stands'} in ${where}.`,
      remedy: `Take ${many ? 'them' : 'it'} out of ${labelOf(clash.path)}, or say ${labelOf(path)} in other words.`,
      values: values.slice(0, 20),
      parties: [...partiesOf(input, path, parts), ...partiesOf(input, clash.path, values)],
    }
  })
}

/** Phrases that are forbidden or replaced, and asked for all the same; found whole and in any case, as the checks do. */
export function findPhraseConflicts(input: ConflictInput): Conflict[] {
  const { content = {}, brand = {} } = input.effective
  const uses = usesOf(input.effective)
  const bySeverity = (use: Use) => (use.isBinding ? 'error' : 'warning')
  const terms = Object.entries(content.term_map ?? {})
  // “electric car” for “car”: what replaces a term may contain it.
  const replaced = terms.filter(([from, to]) => findPhrase(to, from).length === 0).map(([from]) => from)
  return [
    ...clashes(
      input,
      {
        code: 'banned_and_used',
        path: 'content.banned_phrases',
        verbs: ['is banned', 'are banned'],
        severity: bySeverity,
      },
      content.banned_phrases ?? [],
      uses,
    ),
    ...clashes(
      input,
      {
        code: 'avoided_and_used',
        path: 'content.must_avoid',
        verbs: ['must be avoided', 'must be avoided'],
        severity: bySeverity,
      },
      content.must_avoid ?? [],
      uses,
    ),
    ...clashes(
      input,
      {
        code: 'replaced_and_used',
        path: 'content.term_map',
        verbs: ['is replaced by another term', 'are replaced by other terms'],
        severity: ({ path }) =>
          path === 'seo.primary_keywords' || path === 'content.must_include' ? 'error' : 'warning',
      },
      replaced,
      uses.filter(({ path }) => path !== 'content.term_map'),
    ),
    ...findTermChains(input, terms),
    ...findDosThatAreDonts(input, brand.dos ?? [], brand.donts ?? []),
  ]
}

/** A term whose replacement is itself replaced. */
function findTermChains(input: ConflictInput, terms: [from: string, to: string][]): Conflict[] {
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  const chained = terms.filter(([from, to]) => !same(from, to) && terms.some(([other]) => same(other, to)))
  if (chained.length === 0) return []
  const keys = chained.map(([from]) => from)
  return [
    {
      code: 'terms_in_a_chain',
      severity: 'warning',
      paths: ['content.term_map'],
      message: `What stands in place of ${quoted(keys)} is itself replaced by another term.`,
      remedy: 'Name the last term of the chain at once.',
      values: keys.slice(0, 20),
      parties: partiesOf(input, 'content.term_map', keys),
    },
  ]
}

function findDosThatAreDonts(input: ConflictInput, dos: readonly string[], donts: readonly string[]): Conflict[] {
  const plain = (rule: string) =>
    rule
      .trim()
      .toLowerCase()
      .replace(/[.!]+$/, '')
  const forbidden = new Set(donts.map(plain))
  const both = dos.filter((rule) => forbidden.has(plain(rule)))
  if (both.length === 0) return []
  const others = donts.filter((rule) => both.some((one) => plain(one) === plain(rule)))
  return [
    {
      code: 'do_and_dont',
      severity: 'warning',
      paths: ['brand.dos', 'brand.donts'],
      message: `${quoted(both)} ${both.length > 1 ? 'are' : 'is'} asked for under Do and forbidden under Don’t.`,
      remedy: 'Keep it in one of the two.',
      values: both.slice(0, 20),
      parties: [...partiesOf(input, 'brand.dos', both), ...partiesOf(input, 'brand.donts', others)],
    },
  ]
}
