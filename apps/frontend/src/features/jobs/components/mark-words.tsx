import type { Mark } from '../marks.ts'

/** A passage with the words around it; the passage itself stands out. */
export function MarkWords({ mark: { words, span } }: { mark: Mark }) {
  const quote = span.quote.replace(/\s+/g, ' ').trim()
  const at = words.indexOf(quote)
  if (quote === '' || at === -1) return words
  return (
    <>
      {words.slice(0, at)}
      <strong className="font-semibold">{quote}</strong>
      {words.slice(at + quote.length)}
    </>
  )
}
