import type { Draft } from '../write/draft.ts'
import { writeArticle } from '../write/write-article.ts'
import type { Writer } from '../write/writer.ts'

/** A press release: the news first, and who stands behind it last. Nobody is quoted, since nobody said anything. */
export function writePressRelease(writer: Writer): Draft {
  const draft = writeArticle(writer)
  const news = writer.brief.brand
    ? `${writer.brief.brand} has news on ${writer.subject.phrase}.`
    : `There is news on ${writer.subject.phrase}.`
  const [first] = draft.intro
  if (first?.kind === 'text') first.sentences = [news, ...first.sentences.slice(1)]
  return draft
}
