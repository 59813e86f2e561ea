import type { Block } from './blocks.ts'

export interface Heading {
  depth: number
  text: string
  start: number
  end: number
}

/** What stands under a heading of level 2, or before the first one (then `heading` is null). Places are of the Markdown. */
export interface Section {
  heading: Heading | null
  /** Of what stands under the heading; both are the heading's end where nothing does. */
  start: number
  end: number
  words: number
}

/** Cuts a body at its headings of level 2. */
export function sectionsOf(
  blocks: Block[],
  headings: Heading[],
  seams: { start: number; end: number }[],
  countWords: (start: number, end: number) => number,
): Section[] {
  const cuts = headings.filter(({ depth, start }) => depth <= 2 && seams.some((seam) => seam.start === start))
  const first = cuts[0]?.start ?? Infinity
  const bounds: { heading: Heading | null; from: number; to: number }[] = [
    ...(blocks.some(({ start }) => start < first) ? [{ heading: null, from: 0, to: first }] : []),
    ...cuts.map((heading, index) => ({ heading, from: heading.end, to: cuts[index + 1]?.start ?? Infinity })),
  ]
  return bounds.map(({ heading, from, to }) => {
    const inside = seams.filter(({ start }) => start >= from && start < to)
    const start = inside[0]?.start ?? from
    const end = inside.at(-1)?.end ?? from
    return { heading, start, end, words: countWords(start, end) }
  })
}
