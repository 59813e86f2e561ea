import type { ClientAddress, ClientFacts } from '@hg/contracts'
import { cleanLine, cleanLines, lineOrNull } from './clean-text.ts'

/** What is known about the client, each a single line; null or an empty list where nobody said. */
export interface FactsContext {
  industry: string | null
  legal_name: string | null
  description: string | null
  audience: string | null
  offers: string[]
  /** The nearest first. */
  service_area: string[]
  headquarters: string | null
  /** The year. */
  founded: number | null
  website: string | null
  hours: string | null
  /** Each with its label in brackets, where it has one. */
  phones: string[]
  emails: string[]
  addresses: string[]
  social: { network: string; url: string }[]
  credentials: string[]
  notes: string | null
  custom: { name: string; value: string }[]
}

/** The facts as templates see them. Pure. */
export function factsContext(facts: ClientFacts): FactsContext {
  return {
    industry: lineOrNull(facts.industry),
    legal_name: lineOrNull(facts.legal_name),
    description: lineOrNull(facts.description),
    audience: lineOrNull(facts.audience),
    offers: cleanLines(facts.offers),
    service_area: cleanLines(facts.service_area),
    headquarters: lineOrNull(facts.headquarters),
    founded: facts.founded ?? null,
    website: lineOrNull(facts.website),
    hours: lineOrNull(facts.hours),
    phones: cleanLines(facts.phones?.map(({ number, label }) => labelled(number, label))),
    emails: cleanLines(facts.emails),
    addresses: cleanLines(facts.addresses?.map(addressLine)),
    social: Object.entries(facts.social ?? {}).map(([network, url]) => ({ network, url: cleanLine(url) })),
    credentials: cleanLines(facts.credentials),
    notes: lineOrNull(facts.notes),
    custom: Object.entries(facts.custom ?? {}).map(([name, value]) => ({
      name: cleanLine(name),
      value: cleanLine(value),
    })),
  }
}

function labelled(text: string, label: string | undefined): string {
  return label === undefined ? text : `${text} (${label})`
}

function addressLine({ label, street, postal_code, city, region, country }: ClientAddress): string {
  const place = [city, [region, postal_code].filter((part) => part !== undefined).join(' '), country]
  return labelled([street, ...place].filter((part) => part !== undefined && part !== '').join(', '), label)
}
