import type { Block, Draft } from '../write/draft.ts'
import { writeArticle } from '../write/write-article.ts'
import type { Writer } from '../write/writer.ts'

const pictures = [
  'a close view of what the narrator describes',
  'the points appear one after the other',
  'hands at work, shown without a cut',
  'a person who looks, asks and writes something down',
  'the same picture as at the beginning, a little brighter',
]

function directions(picture: string): Block[] {
  return [
    { kind: 'text', sentences: [`**On screen:** ${picture}.`], isFixed: true },
    { kind: 'text', sentences: ['**Narrator:**'], isFixed: true },
  ]
}

/** A script: for each part what is seen, and then what is said. */
export function writeVideoScript(writer: Writer): Draft {
  const leadFor = (index?: number) =>
    directions(
      index === undefined ? 'a wide shot of the place, without music' : (pictures[index % pictures.length] ?? ''),
    )
  return writeArticle(writer, { leadFor })
}
