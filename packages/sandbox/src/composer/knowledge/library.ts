import { education } from './education.ts'
import { electrical } from './electrical.ts'
import { food } from './food.ts'
import { general } from './general.ts'
import { health } from './health.ts'
import { homeServices } from './home-services.ts'
import type { Field, KnownThing, Library } from './knowledge.ts'
import { localShops } from './local-shops.ts'
import { marketing } from './marketing.ts'
import { paving } from './paving.ts'
import { siteWork } from './site-work.ts'
import { software } from './software.ts'
import { workplace } from './workplace.ts'

const fields: Field[] = [
  education,
  electrical,
  paving,
  siteWork,
  homeServices,
  localShops,
  marketing,
  workplace,
  software,
  health,
  food,
]

/** How much a match counts by where it stands: the topic says most, the client's name and audience least. */
const weights = { topic: 5, keywords: 3, around: 1 }

export type Clues = { topic: string; keywords: string; around: string }

function hits(pattern: RegExp, text: string): number {
  return new Set(text.toLowerCase().match(new RegExp(pattern.source, 'gi'))).size
}

function score(pattern: RegExp, clues: Clues): number {
  return (
    weights.topic * hits(pattern, clues.topic) +
    weights.keywords * hits(pattern, clues.keywords) +
    weights.around * Math.min(2, hits(pattern, clues.around))
  )
}

function best<T extends { matches: RegExp }>(items: T[], clues: Clues): T | undefined {
  const scored = items.map((item) => ({ item, points: score(item.matches, clues) }))
  const winner = scored.reduce((top, next) => (next.points > top.points ? next : top), {
    item: undefined,
    points: 0,
  } as {
    item: T | undefined
    points: number
  })
  return winner.item
}

/** Finds what is known about a topic: the nearest field and thing, with general knowledge behind them. */
export function findLibrary(clues: Clues): Library {
  const field = best(fields, clues) ?? general
  // A thing must be in the topic or the keywords; the client's name alone is no reason to write about circuits.
  const thing = best<KnownThing>(field.things, { ...clues, around: '' })
  const layers = thing ? [thing, field.common] : [field.common]
  return field === general ? { field, layers } : { field, layers, general: general.common }
}
