import type { Purpose } from '../../markers/parse-markers.ts'
import { fieldsOf } from '../brief/fields.ts'
import { isSecondTry } from '../tighten/read-tightening.ts'

/** A passage of a repair's prompt: its number, what stands there (empty for something new), and what is to be done. */
export type Passage = { number: number; text: string; orders: string[] }

/** A prompt that asks for passages of a finished piece to be mended. */
export type Repair = { passages: Passage[]; piece: string }

const start = /^Passages to mend: \d+$/m

const unquote = (text: string) => text.replace(/^> ?/gm, '')

function between(text: string, name: string): string {
  const found = new RegExp(`<<<${name}\\n([\\s\\S]*?)\\n${name}>>>`).exec(text)?.[1]
  return found === undefined ? '' : unquote(found)
}

/** What a prompt asks for. */
export function purposeOf({ user }: { user: string }): Purpose {
  return start.test(user) || isSecondTry({ user }) ? 'repair' : 'write'
}

/** Reads a repair's prompt; undefined for any other. */
export function readRepair(prompt: { user: string }): Repair | undefined {
  const found = start.exec(prompt.user)
  if (!found) return undefined
  const parts = prompt.user
    .slice(found.index)
    .split(/^Passage (?=\d+, )/m)
    .slice(1)
  const passages = parts.map((part) => ({
    number: Number.parseInt(part, 10),
    text: between(part, 'PASSAGE'),
    orders: fieldsOf(part.replace(/<<<PASSAGE[\s\S]*?PASSAGE>>>/, ''), 'Do'),
  }))
  return { passages, piece: between(prompt.user, 'PIECE') }
}
