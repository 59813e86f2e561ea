import { z } from 'zod'
import { text } from './primitives.ts'

/** `POST /clients/:id/erase`. */
export const eraseClientRequest = z.strictObject({
  /** The client's slug, typed by whoever means it. */
  confirm: text().min(1).max(255),
})
export type EraseClientRequest = z.infer<typeof eraseClientRequest>

/** What went. Figures only. */
export const erasedClient = z.object({
  clients: z.number().int(),
  pieces: z.number().int(),
  audit_details: z.number().int(),
})
export type ErasedClient = z.infer<typeof erasedClient>

/** `POST /people/:id/erase`. */
export const erasePersonRequest = z.strictObject({
  /** The person's e-mail address, typed by whoever means it. */
  confirm: text().min(1).max(320),
})
export type ErasePersonRequest = z.infer<typeof erasePersonRequest>

export const erasedPerson = z.object({
  roles: z.number().int(),
  sessions: z.number().int(),
  audit_details: z.number().int(),
})
export type ErasedPerson = z.infer<typeof erasedPerson>
