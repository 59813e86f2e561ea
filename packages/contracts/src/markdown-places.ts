const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/iy

/** Where the entity that stands at a place of a Markdown text ends; -1 where none does. */
export function entityEndAt(markdown: string, place: number): number {
  if (markdown[place] !== '&') return -1
  entity.lastIndex = place
  return entity.test(markdown) ? entity.lastIndex : -1
}

/**
 * Tells for each character of a text that a parser read from Markdown where it stands there. What the Markdown has beyond the
 * text (marks, escapes, the signs before a quoted line) is stepped over.
 *
 * @param node.hasEntities false for code, where `&amp;` means itself
 */
export function eachPlace(
  markdown: string,
  node: { value: string; start: number; end: number; hasEntities: boolean },
  tell: (character: string, place: number) => void,
): void {
  let source = node.start
  for (const character of node.value) {
    const entityEnd = node.hasEntities ? entityEndAt(markdown, source) : -1
    const place = entityEnd === -1 ? nextPlace(markdown, character, source, node.end) : source
    source = entityEnd === -1 ? place + character.length : entityEnd
    tell(character, place)
  }
}

function nextPlace(markdown: string, character: string, from: number, end: number): number {
  if (markdown.startsWith(character, from)) return from
  const found = markdown.indexOf(character, from)
  return found === -1 || found >= end ? from : found
}
