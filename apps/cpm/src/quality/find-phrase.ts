export { findPhrase } from '@hg/contracts'

/** The words around a place, to show a person what is meant; `…` where the text goes on. */
export function quote(text: string, index: number, length: number): string {
  const reach = 40
  const from = Math.max(0, index - reach)
  const to = Math.min(text.length, index + length + reach)
  const inner = text.slice(from, to).replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${inner}${to < text.length ? '…' : ''}`
}
