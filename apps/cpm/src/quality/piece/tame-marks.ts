/** In one paragraph; nobody reads one with more. */
const mostMarks = 1000
/** In each paragraph of a text that has more than `manyMarks` in all. */
const fewMarks = 100
const manyMarks = 5000

/**
 * A text as it can be parsed in good time, of the same length: the parser compares every mark of emphasis in a paragraph with
 * all before it, so that a paragraph of thousands would hold up everybody. There they become dots.
 */
export function tameMarks(markdown: string): string {
  const most = countMarks(markdown) > manyMarks ? fewMarks : mostMarks
  return markdown
    .split('\n\n')
    .map((paragraph) => (countMarks(paragraph) > most ? paragraph.replace(/[*_~]/g, '·') : paragraph))
    .join('\n\n')
}

function countMarks(text: string): number {
  return text.match(/[*_~]+/g)?.length ?? 0
}
