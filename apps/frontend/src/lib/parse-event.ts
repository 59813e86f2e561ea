import type { z } from 'zod'

/** The data of a stream message, or null when it is not what the contract says: a stream outlives a bad message. */
export function parseEvent<T extends z.ZodType>(schema: T, data: string): z.infer<T> | null {
  try {
    return schema.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
