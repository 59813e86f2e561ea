// Whoever stops reading (`| head`) must not keep a script from stopping what it started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** A line for the person at the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

const isTerminal = process.stdout.isTTY && process.stdout.hasColors()

/** Text made faint or bold where the terminal can. */
export const faint = (text: string): string => (isTerminal ? `\u001b[2m${text}\u001b[0m` : text)
export const bold = (text: string): string => (isTerminal ? `\u001b[1m${text}\u001b[0m` : text)

/** Something that the person at the terminal can mend: shown as one line, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
