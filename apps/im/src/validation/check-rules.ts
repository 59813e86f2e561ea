import {
  type ContentType,
  type ContentTypeOrAny,
  findPhrase,
  phrasePattern,
  type PromptFinding,
  type StrategyConfiguration,
  wordCountFor,
} from '@hg/contracts'
import type { Reference } from './find-references.ts'
import type { OwnLine } from './own-text.ts'

/** Whoever says what not to write has to write it. */
const negative = /\b(never|not|no|avoid|without|don[’']?t|instead of|rather than)\b/i
/** Fewer words are a sentence's or a heading's, not a piece's. */
const wordsOfPiece = 100

const warn = (line: OwnLine, code: string, message: string, column?: number): PromptFinding => ({
  ...{ severity: 'warning', code, message, part: line.part, line: line.line },
  ...(column === undefined ? {} : { column }),
})

/** What the template itself says that the client's strategy forbids, or asks otherwise. */
export function checkAgainstStrategy(
  lines: readonly OwnLine[],
  strategy: StrategyConfiguration,
  contentType: ContentTypeOrAny,
): PromptFinding[] {
  const { banned_phrases = [], term_map = {} } = strategy.content ?? {}
  const terms = Object.entries(term_map)
  return [
    ...findPhrases(lines, banned_phrases, (match) => ({
      code: 'banned_phrase',
      message: `the strategy bans "${match}", and the template uses it`,
    })),
    ...findPhrases(
      lines,
      terms.map(([from]) => from),
      (match, index) => ({
        code: 'replaced_term',
        message: `the strategy writes "${terms[index]?.[1] ?? ''}" instead of "${match}"`,
      }),
    ),
    ...lines.flatMap((line) => checkWordCount(line, strategy, contentType)),
  ]
}

/** As many places as are told of one kind. */
const mostPlaces = 50

/** Where phrases stand that the author does not only speak of; all of them are looked for at once. */
function findPhrases(
  lines: readonly OwnLine[],
  phrases: readonly string[],
  tell: (match: string, index: number) => { code: string; message: string },
): PromptFinding[] {
  if (phrases.length === 0) return []
  const any = new RegExp(phrases.map((phrase) => phrasePattern(phrase).source).join('|'), 'giu')
  // One text: to begin a search costs more than to go on with it.
  const whole = lines.map(({ text }) => text).join('\n')
  const found: PromptFinding[] = []
  let [at, start] = [0, 0]
  for (const { index, 0: match } of whole.matchAll(any)) {
    let line = lines[at]
    while (line && index > start + line.text.length) {
      start += line.text.length + 1
      line = lines[++at]
    }
    if (!line || negative.test(line.text)) continue
    const which = phrases.findIndex((phrase) => findPhrase(match, phrase).some((same) => same.match === match))
    const { code, message } = tell(match, which)
    found.push(warn(line, code, message, index - start + 1))
    if (found.length === mostPlaces) break
  }
  return found
}

/** Bounded, so that a long row of figures is read once. */
const ofWords = /(?<![\d,])(\d[\d,]{0,9})(?:\s{0,3}(?:-|–|to)\s{0,3}(\d[\d,]{0,9}))?[\s-]{1,3}words?\b/gi

function checkWordCount(
  line: OwnLine,
  { content }: StrategyConfiguration,
  contentType: ContentTypeOrAny,
): PromptFinding[] {
  if (contentType === 'any' && content?.word_count === undefined) return []
  const type: ContentType = contentType === 'any' ? 'blog_post' : contentType
  const asked = wordCountFor(type, content?.word_count)
  return [...line.text.matchAll(ofWords)].flatMap(({ index, 0: match, 1: low = '', 2: high }) => {
    const [min, max] = [low, high ?? low].map((figure) => Number(figure.replaceAll(',', ''))) as [number, number]
    if (max < wordsOfPiece || (min <= asked.max && max >= asked.min)) return []
    const message = `"${match.trim()}" contradicts the strategy, which asks for ${asked.min} to ${asked.max}; print content.word_count instead`
    return [warn(line, 'word_count_contradicted', message, index + 1)]
  })
}

/** Pairs of instructions of which one says to do what the other says not to. */
export function checkContradictions(lines: readonly OwnLine[]): PromptFinding[] {
  const asked = new Map<string, OwnLine>()
  const forbidden = new Map<string, OwnLine>()
  for (const line of lines) {
    const text = line.text
      .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
      .replace(/[.!]\s*$/, '')
      .trim()
    const [, , not] = /^(never|do not|don[’']t|please do not)\s+(.+)$/i.exec(text) ?? []
    const [, yes = text] = /^(?:please|always|do)\s+(.+)$/i.exec(text) ?? []
    const into = not === undefined ? asked : forbidden
    into.set((not ?? yes).toLowerCase().replaceAll(/\s+/g, ' '), line)
  }
  return [...forbidden].flatMap(([what, line]) => {
    const other = asked.get(what)
    if (!other) return []
    const place = other.part === line.part ? `line ${other.line}` : `line ${other.line} of the other part`
    return [warn(line, 'contradiction', `${place} says to "${what}", and this one says not to`)]
  })
}

const outputs: [pattern: RegExp, what: string][] = [
  [/\btitle\b|\bsubject line\b|^[ \t]{0,8}`?# /im, 'the title (as `# Title` in the first line)'],
  [/\bmeta[ _-]?description\b|\bpreview text\b/i, 'the meta description (as `Meta description: ...` in the last line)'],
  [/\bmarkdown\b|##|\bheadings?\b|\bjson\b|\bhtml\b/i, 'the form of the body (Markdown, with `##` headings)'],
]

/** What a template has to say of the form of the answer, for the piece to be taken apart. */
export function checkOutputInstructions(texts: readonly string[]): PromptFinding[] {
  const whole = texts.join('\n')
  const missing = outputs.filter(([pattern]) => !pattern.test(whole)).map(([, what]) => what)
  if (missing.length === 0) return []
  const message = `nothing says how to return ${missing.join(', nor ')}; a piece is taken apart by these`
  return [{ severity: 'warning', code: 'missing_output_instructions', part: 'system_template', message }]
}

/** What pieces are checked for, and what tells the model of it. */
const rules: [isAsked: (strategy: StrategyConfiguration) => boolean, paths: string[], what: string][] = [
  [() => true, ['topic'], 'the topic'],
  [() => true, ['keywords'], 'the keywords of a request'],
  [({ content }) => !!content?.must_include?.length, ['content.must_include'], 'what the strategy wants included'],
  [
    ({ content }) => !!content?.banned_phrases?.length,
    ['content.never_use', 'content.banned_phrases'],
    'the phrases that the strategy bans',
  ],
  [
    ({ content }) => !!content?.required_disclaimers?.length,
    ['content.required_disclaimers'],
    'the disclaimers that the strategy requires',
  ],
  [({ content }) => content?.word_count !== undefined, ['content.word_count'], 'the length that the strategy asks for'],
  [
    ({ content }) => !!content?.structure?.length,
    ['content.structure', 'content_template.sections'],
    'the sections that the strategy lists',
  ],
]

/** What a piece is checked for, and the template never tells the model. */
export function checkUntoldRules(references: readonly Reference[], strategy: StrategyConfiguration): PromptFinding[] {
  const told = (path: string) =>
    references.some((reference) => {
      const named = reference.path.join('.')
      return named === path || named.startsWith(`${path}.`) || path.startsWith(`${named}.`)
    })
  const untold = rules
    .filter(([isAsked, paths]) => isAsked(strategy) && !paths.some(told))
    .map(([, [path = ''], what]) => `${what} (${path})`)
  if (untold.length === 0) return []
  const message = `the texts never tell ${untold.join(', nor ')}; pieces are checked for it`
  return [{ severity: 'warning', code: 'untold_rules', part: 'template', message }]
}
