import { maxPromptPartLength, type PromptKind, type PromptText } from '@hg/contracts'
import { blockNames, partsOf } from './build-prompt.ts'

/** What an answer says; the parts that it was not asked for are those of the version. */
export interface SuggestedParts {
  system_template: string
  template: string
  /** A sentence each. */
  changes: string[]
}

const mostChanges = 30
const longestChange = 500

/**
 * Takes an answer apart, without judging it. Models differ: words around the blocks and the marks of quotations are dropped, and so is
 * what no template can hold.
 *
 * @returns the parts, or what is missing of them, in words for the model and for people
 */
export function readSuggestion(
  answer: string,
  version: PromptText & { kind: PromptKind },
): { parts: SuggestedParts } | { problems: string[] } {
  const lines = answer.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').split('\n')
  const found = new Map(partsOf(version).map(({ name }) => [name, blockOf(lines, name)]))
  const problems = [...found].flatMap(([name, text]) => {
    if (text === null) return [`The block ${name} is missing: a line "<<<${name}", the text, and a line "${name}>>>".`]
    if (text.trim() === '') return [`The block ${name} is empty.`]
    if (text.length > maxPromptPartLength)
      return [`The block ${name} is longer than ${maxPromptPartLength.toLocaleString('en-US')} characters.`]
    return []
  })
  if (problems.length > 0) return { problems }
  return {
    parts: {
      system_template: found.get(blockNames.system_template) ?? version.system_template,
      template: found.get(blockNames.template) ?? version.template,
      changes: changesOf(blockOf(lines, blockNames.changes) ?? ''),
    },
  }
}

function blockOf(lines: string[], name: string): string | null {
  const from = lines.findIndex((line) => line.trim() === `<<<${name}`)
  if (from === -1) return null
  const to = lines.findIndex((line, index) => index > from && line.trim() === `${name}>>>`)
  return to === -1 ? null : unquoted(lines.slice(from + 1, to)).join('\n')
}

/** Some answer as they were asked, with a mark before each line. */
function unquoted(lines: string[]): string[] {
  const isQuoted = lines.length > 0 && lines.every((line) => line.startsWith('>'))
  return isQuoted ? lines.map((line) => line.replace(/^> ?/, '')) : lines
}

function changesOf(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== '')
    .slice(0, mostChanges)
    .map((line) => line.slice(0, longestChange).toWellFormed())
}
