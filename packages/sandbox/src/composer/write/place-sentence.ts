import type { Block, Draft, Section } from './draft.ts'

type TextBlock = Extract<Block, { kind: 'text' }>

/** A sentence in its place, so that it can be taken out again. */
export type Placed = { block: TextBlock; sentence: string }

const sentencesPerParagraph = 4

/** Puts a sentence at the end of a section: into its last paragraph while that has room, otherwise into a new one. */
export function placeSentence(section: Section, sentence: string): Placed {
  const last = section.blocks.at(-1)
  if (last?.kind === 'text' && !last.isFixed && last.sentences.length < sentencesPerParagraph) {
    last.sentences.push(sentence)
    return { block: last, sentence }
  }
  const block: TextBlock = { kind: 'text', sentences: [sentence] }
  section.blocks.push(block)
  return { block, sentence }
}

/** The sections that take up a sentence anywhere; questions with their answers do not. */
export function openSections(draft: Draft): Section[] {
  return draft.sections.filter((section) => section.intent !== 'faq')
}

/** Takes a sentence out again. */
export function removeSentence({ block, sentence }: Placed): void {
  block.sentences = block.sentences.filter((other) => other !== sentence)
}

/** Joins paragraphs of a single sentence with the one before, so that none looks forgotten. */
export function tidyParagraphs(section: Section): void {
  section.blocks = section.blocks.reduce<Block[]>((kept, block) => {
    const before = kept.at(-1)
    const isLonely = block.kind === 'text' && !block.isFixed && block.sentences.length === 1
    const canJoin = before?.kind === 'text' && !before.isFixed && before.sentences.length <= sentencesPerParagraph
    if (isLonely && canJoin) before.sentences.push(...block.sentences)
    else if (block.kind !== 'text' || block.sentences.length > 0) kept.push(block)
    return kept
  }, [])
}
