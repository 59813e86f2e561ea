import type { ContentType } from '@hg/contracts'
import { measurePiece, type Piece } from '../piece/piece.ts'

/** An article as an agency would hand it over: lists, a quote, a table, links, and signs beyond ASCII. */
export const panelArticle = `An electrical panel is made for about thirty years. Breakers wear, and a **panel upgrade** gives a house room for today’s loads.

Most owners notice nothing until a breaker trips twice in one week. That is the moment to look closer, and it costs little to do so.

## Why panels age

Copper lugs work loose as they warm and cool. A loose lug runs hot, and heat ages the plastic around it. In homes from the 1970s the panel often holds more circuits than its label allows.

- Warm covers
- Breakers that trip
- Lights that dim when the dryer starts

> **Worth knowing:** a panel that hums is not always broken, but it is always worth a look.

### When to call

Call an [electrician](https://cincinnati-electrician.example/services) before the next storm. A visit takes about an hour; nobody has to cut the power for it.

## What it costs

| Work | Takes |
| --- | --- |
| Inspection | an hour |
| Panel upgrade | a day |

The price depends on the panel, the wiring behind it and the permit. Café owners at “Zinzinnati” pay no more than anyone else – the work is the same.

Ask for a written estimate, and we will call you back within one working day.

*Electrical work may need a permit and an inspection; rules differ between cities and counties.*`

export const germanArticle = `Ein Stromkasten hält ungefähr dreißig Jahre. Danach werden die Sicherungen müde, und wer dann ein Elektroauto laden will, hat zu wenig Platz im Kasten.

## Warum Kästen altern

Kupferklemmen lockern sich, weil sie jeden Tag warm und wieder kalt werden. Eine lockere Klemme wird heiß, und Hitze lässt den Kunststoff ringsum altern. In Häusern aus den siebziger Jahren hängen oft mehr Stromkreise am Kasten, als auf dem Schild erlaubt sind.

## Was es kostet

Der Preis hängt vom Kasten, von den Leitungen dahinter und von der Genehmigung ab. Fragen Sie nach einem schriftlichen Angebot, dann rufen wir innerhalb eines Arbeitstages zurück.`

/** Measures a body with a title and a meta description that are in order. */
export function pieceOf(
  content: string,
  more: { title?: string | null; meta?: string | null; contentType?: ContentType; language?: string } = {},
): Piece {
  const {
    title = 'When to upgrade an electrical panel',
    meta = 'How panels age, which signs to take seriously, and what an upgrade takes in time and money.',
    contentType = 'blog_post',
    language,
  } = more
  return measurePiece({ contentType, title, metaDescription: meta, content, ...(language ? { language } : {}) })
}
