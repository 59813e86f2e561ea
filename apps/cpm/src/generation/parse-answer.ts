/** A model's answer, taken apart. */
export interface ParsedAnswer {
  title: string | null
  metaDescription: string | null
  /** The Markdown body. */
  content: string
}

const fence = /^\s*```(?:markdown|md)?[ \t]*\n([\s\S]*?)\n```\s*$/
const metaLine = /^[*_]{0,3}meta description[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(\S.*?)[*_]{0,3}$/is

/**
 * Takes an answer apart as the prompts ask for it: `# Title` first, the body, `Meta description: …` last. Models differ:
 * a fence around everything is dropped, a missing title or description is null, and nothing of the body is changed.
 */
export function parseAnswer(answer: string): ParsedAnswer {
  const text = storable(answer)
  const whole = (fence.exec(text)?.[1] ?? text).replaceAll('\r\n', '\n').trim()
  const lines = whole.split('\n')

  const title = titleOf(lines[0] ?? '')
  if (title !== null) lines.shift()

  let metaDescription: string | null = null
  const last = lines.findLastIndex((line) => line.trim() !== '')
  const meta = metaLine.exec((lines[last] ?? '').trim())
  if (meta) {
    metaDescription = meta[1] ?? null
    lines.length = last
    const rule = lines.findLastIndex((line) => line.trim() !== '')
    if (/^(-{3,}|\*{3,})$/.test((lines[rule] ?? '').trim())) lines.length = rule
  }
  return { title, metaDescription, content: lines.join('\n').trim() }
}

/** The words of a heading of level 1, on one line; signs that close it are dropped. Null where the line is none. */
function titleOf(line: string): string | null {
  if (!/^#[ \t]/.test(line)) return null
  const words = line.slice(1).replace(/\s+/g, ' ').trim()
  let end = words.length
  while (words[end - 1] === '#') end -= 1
  // Those of "C#" are part of the word.
  const isClosed = end === 0 || words[end - 1] === ' '
  return (isClosed ? words.slice(0, end).trim() : words) || null
}

/** A text as a database can hold it: without NUL, and with replacement characters for broken Unicode. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}
