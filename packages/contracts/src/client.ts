import { z } from 'zod'
import { clientType, role } from './enums.ts'
import { timestamp, uuid } from './primitives.ts'

/** A client as the tree lists it. `role` is the caller's role there; `depth` counts from the root (0). */
export const client = z.object({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  type: clientType,
  parent_id: uuid.nullable(),
  depth: z.number().int().min(0),
  role,
  created_at: timestamp,
  updated_at: timestamp,
})
export type Client = z.infer<typeof client>

/** `GET /clients`: all clients the caller may see, parents before children, names in order. */
export const clientTree = z.object({ items: z.array(client) })
export type ClientTree = z.infer<typeof clientTree>
