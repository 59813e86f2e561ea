import { z } from 'zod'
import { text } from './primitives.ts'

const line = (longest: number) =>
  text()
    .trim()
    .min(1)
    .max(longest)
    .refine((given) => !/[\r\n]/.test(given), { error: 'must be one line' })
const lines = (longest: number, most: number) => z.array(line(longest)).max(most)
const webAddress = z.url({ protocol: /^https?$/, error: 'must be a web address, such as https://example.com' }).max(500)

function accepts(test: () => unknown): boolean {
  try {
    test()
    return true
  } catch {
    return false
  }
}

/** A BCP 47 language tag, such as `en-US`. */
export const localeTag = z
  .string()
  .max(35)
  .refine((tag) => accepts(() => Intl.getCanonicalLocales(tag)), {
    error: 'must be a BCP 47 language tag, such as en-US',
  })

/** An IANA time zone, such as `America/New_York`. */
export const timeZone = z
  .string()
  .max(60)
  .refine((zone) => /^[A-Za-z]/.test(zone) && accepts(() => new Intl.DateTimeFormat('en', { timeZone: zone })), {
    error: 'must be an IANA time zone, such as America/New_York',
  })

/** A postal address. `country` is an ISO 3166-1 code of two letters. */
export const clientAddress = z
  .strictObject({
    label: line(60).optional(),
    street: line(200).optional(),
    city: line(100).optional(),
    region: line(100).optional(),
    postal_code: line(20).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, such as US')
      .optional(),
  })
  .refine(({ label: _, ...rest }) => Object.values(rest).some((part) => part !== undefined), {
    error: 'must say where it is',
  })
export type ClientAddress = z.infer<typeof clientAddress>

export const clientPhone = z.strictObject({
  label: line(60).optional(),
  number: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 ().x/-]{3,28}$/, 'must be a telephone number, such as +1 513 555 0100'),
})
export type ClientPhone = z.infer<typeof clientPhone>

/** The client's pages on social networks. */
const socialAddresses = z.strictObject({
  facebook: webAddress.optional(),
  instagram: webAddress.optional(),
  linkedin: webAddress.optional(),
  x: webAddress.optional(),
  youtube: webAddress.optional(),
  tiktok: webAddress.optional(),
  pinterest: webAddress.optional(),
})
export const socialNetwork = socialAddresses.keyof()
export type SocialNetwork = z.infer<typeof socialNetwork>

/** A fact of one's own, beside those that have a field. */
export const customFactName = line(60)
export const customFactValue = text().trim().min(1).max(500)
/** How many facts of one's own a client may have. */
export const maxCustomFacts = 20
/** All facts of a client together, as JSON in UTF-8. */
export const maxFactsBytes = 32_768

/** What is known about a client (`clients.metadata`): every fact is optional. `custom` holds what has no field here. */
export const clientFacts = z
  .strictObject({
    industry: line(200).optional(),
    legal_name: line(255).optional(),
    description: text().trim().min(1).max(4000).optional(),
    /** Whom the client serves. */
    audience: text().trim().min(1).max(1000).optional(),
    offers: lines(200, 100).optional(),
    /** Places that the client works in, the nearest first. */
    service_area: lines(100, 200).optional(),
    headquarters: line(200).optional(),
    /** The year. */
    founded: z.number().int().min(1000).max(2100).optional(),
    website: webAddress.optional(),
    locale: localeTag.optional(),
    timezone: timeZone.optional(),
    hours: text().trim().min(1).max(1000).optional(),
    phones: z.array(clientPhone).max(20).optional(),
    emails: z
      .array(z.email({ error: 'must be an e-mail address' }).max(320))
      .max(20)
      .optional(),
    addresses: z.array(clientAddress).max(50).optional(),
    social: socialAddresses.optional(),
    /** Licences, certificates and memberships, as the client may name them. */
    credentials: lines(200, 50).optional(),
    notes: text().trim().min(1).max(8000).optional(),
    custom: z
      .record(customFactName, customFactValue)
      .refine((facts) => Object.keys(facts).length <= maxCustomFacts, {
        error: `must have at most ${maxCustomFacts} entries`,
      })
      .optional(),
  })
  .refine((facts) => new TextEncoder().encode(JSON.stringify(facts)).length <= maxFactsBytes, {
    error: `all facts together must have at most ${maxFactsBytes / 1024} KB`,
  })
export type ClientFacts = z.infer<typeof clientFacts>
