/** The new chips in a text: split at commas, semicolons and lines, trimmed, each once, none that is there already. */
export function splitChips(text: string, present: string[]): string[] {
  const known = new Set(present.map((chip) => chip.toLowerCase()))
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => {
      const fresh = part !== '' && !known.has(part.toLowerCase())
      known.add(part.toLowerCase())
      return fresh
    })
}
