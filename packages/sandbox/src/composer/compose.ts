import { parseBrief } from './brief/parse-brief.ts'
import type { Brief } from './brief/brief.ts'
import { findLibrary } from './knowledge/library.ts'
import { subjectOf } from './language/subject.ts'
import { phrasePattern } from './language/words.ts'
import { stripMarkers } from '../markers/parse-markers.ts'
import { createRandom, hashText } from './random.ts'
import { namesFor } from './language/names.ts'
import { shapes } from './shapes/shapes.ts'
import type { Violation } from './violation.ts'
import { violateDraft, violateLength } from './violate.ts'
import { violateText } from './violate-text.ts'
import { renderPiece } from './write/draft.ts'
import { writeArticle } from './write/write-article.ts'
import { createWriter } from './write/writer.ts'

/** The brand's wordings, in place of the ones it does not want; link targets stay as they are. */
function useTerms(piece: string, terms: Brief['terms']): string {
  return terms.reduce(
    (text, { from, to }) =>
      text.replace(
        phrasePattern(from, '(s|es)?'),
        (found, plural: string | undefined, offset: number, whole: string) => {
          if (/\]\([^)]*$/.test(whole.slice(0, offset))) return found
          const term = plural ? `${to}s` : to
          return /^\p{Lu}/u.test(found) ? term.charAt(0).toUpperCase() + term.slice(1) : term
        },
      ),
    piece,
  )
}

/**
 * Writes the piece that a prompt asks for: `# Title`, a Markdown body, and a last line `Meta description: ...`. The same
 * prompt gives the same piece; markers in it are not read and never printed.
 *
 * @param violations rules that the piece breaks on purpose
 */
export function compose(
  prompt: { system: string; user: string },
  violations: ReadonlySet<Violation> = new Set(),
): string {
  const clean = (text: string) => stripMarkers(text.toWellFormed().replace(/\uFFFD|\r/g, ''))
  const asked = { system: clean(prompt.system), user: clean(prompt.user) }
  const askedBrief = parseBrief(asked)
  const broken = new Set(violations)
  const brief = violateLength(askedBrief, broken)
  const names = namesFor(brief.brand)
  const random = createRandom(hashText(`${asked.system}\n${asked.user}`))
  const [keyword] = brief.keywords
  const subject = subjectOf(brief.topic, names, keyword ?? 'this question')
  const library = findLibrary({
    topic: brief.topic,
    keywords: brief.keywords.join(' '),
    around: `${brief.brand ?? ''} ${brief.audience ?? ''} ${brief.relatedTerms.join(' ')} ${brief.sections.join(' ')}`,
  })
  const writer = createWriter(brief, subject, library, random)
  const draft = (shapes[brief.contentType] ?? writeArticle)(writer)
  violateDraft(draft, askedBrief, broken)
  const piece = useTerms(renderPiece(draft), brief.terms)
  return stripMarkers(violateText(piece, askedBrief, broken))
}
