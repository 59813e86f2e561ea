import { z } from 'zod'

export const uuid = z.uuid({ error: 'must be a UUID' })

/** A moment, ISO 8601 with an offset. */
export const timestamp = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time with an offset' })

/** US dollars as a decimal string: money is never a float. */
export const usd = z.string().regex(/^\d+(\.\d{1,10})?$/, 'must be a decimal amount of US dollars, such as "0.0125"')

/** A list as every service returns it. `next_cursor` is null on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}

/** The query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})
