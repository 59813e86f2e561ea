/** A prompt that asks for a template to be made tighter: its parts by their names, in order. */
export type Tightening = { parts: { name: string; text: string }[] }

const start = /^Make this prompt template tighter\.$/m
const part = /:\n<<<(SYSTEM|USER)\n([\s\S]*?)\n\1>>>/g

/** What says that an answer to the same prompt could not be used. */
const again = /^Your first answer cannot be used:$/m

/** Whether a template is asked for a second time. */
export function isSecondTry({ user }: { user: string }): boolean {
  return start.test(user) && again.test(user)
}

/** Reads the prompt of a tightening; undefined for any other. */
export function readTightening({ user }: { user: string }): Tightening | undefined {
  if (!start.test(user)) return undefined
  const parts = [...user.matchAll(part)].map(([, name = '', text = '']) => ({ name, text: text.replace(/^> ?/gm, '') }))
  return parts.length > 0 ? { parts } : undefined
}
