import { z } from 'zod'

/** An id, in lower case however it was written: ids are compared as text in places. */
export const uuid = z.uuid({ error: 'must be a UUID' }).toLowerCase()

/** Text that a database can hold: whole Unicode without NUL. Every free text of a request begins with it. */
export const text = () =>
  z.string().refine((given) => !given.includes('\u0000') && given.isWellFormed(), {
    error: 'must be well-formed Unicode without NUL characters',
  })

/** A moment, ISO 8601 with an offset, of the years 1970 to 9998 UTC. */
export const timestamp = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 date and time with an offset' })
  .refine(
    (moment) => {
      const at = Date.parse(moment)
      return at >= 0 && at < Date.UTC(9999, 0)
    },
    { error: 'must lie between the years 1970 and 9998' },
  )

/** The id of a stream's event, as `Last-Event-ID` brings it back. */
export const eventId = z.uuidv7()

/** US dollars as a decimal string: money is never a float. No more digits than any sum of ours could have. */
export const usd = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,10})?$/, 'must be a decimal amount of US dollars, such as "0.0125"')

/** The most that a limit may be, in whole US dollars: six digits. */
const digitsOfLimits = 6

/** An amount that somebody sets as a limit. */
export const usdLimit = usd.refine(
  (amount) => (amount.split('.')[0] ?? '').replace(/^0+/, '').length <= digitsOfLimits,
  { error: 'must be less than a million US dollars' },
)

/** A list as every service returns it. `next_cursor` is null on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}

/** The query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: text().max(500).optional(),
})
