import { z } from 'zod'
import { clientFacts } from './client-facts.ts'
import { clientSlug } from './client-slug.ts'
import { clientType, role } from './enums.ts'
import { text, timestamp, uuid } from './primitives.ts'

/**
 * A client as the tree lists it. `role` is the caller's role there; `depth` counts from the root (0); `parent_id` is null
 * for the root, and where the caller may not see the client above.
 */
export const client = z.object({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  type: clientType,
  parent_id: uuid.nullable(),
  depth: z.number().int().min(0),
  role,
  /** True when the client, or one above it, is archived: it takes no new content. */
  archived: z.boolean(),
  /** When the client itself was archived. */
  archived_at: timestamp.nullable(),
})
export type Client = z.infer<typeof client>

export const clientTreeQuery = z.strictObject({ include: z.literal('archived').optional() })

/** `GET /clients`: all clients the caller may see, parents before children, names in order. */
export const clientTree = z.object({ items: z.array(client) })
export type ClientTree = z.infer<typeof clientTree>

/** `GET /clients/:id`: what the tree lists, and more of it, such as the facts. `version` is what a change of them begins from. */
export const clientDetails = client.extend({
  created_at: timestamp,
  updated_at: timestamp,
  /** The client above, where the caller may see it. */
  parent: z.object({ id: uuid, name: z.string(), slug: z.string() }).nullable(),
  facts: clientFacts,
  /** Slugs that the client had; they still lead to it. */
  former_slugs: z.array(z.string()),
  version: z.number().int().positive(),
})
export type ClientDetails = z.infer<typeof clientDetails>

export const clientName = text().trim().min(1, 'must not be empty').max(120)

/** `POST /clients`. The place decides the type, but under the root, where it is chosen. Without a slug, one is made of the name. */
export const clientCreate = z.strictObject({
  parent_id: uuid,
  name: clientName,
  slug: clientSlug.optional(),
  type: clientType.exclude(['root']).optional(),
  facts: clientFacts.optional(),
})
export type ClientCreate = z.infer<typeof clientCreate>

/** `PATCH /clients/:id`: what is given is changed; `facts` are replaced whole. */
export const clientUpdate = z.strictObject({
  base_version: z.number().int().positive(),
  name: clientName.optional(),
  slug: clientSlug.optional(),
  facts: clientFacts.optional(),
})
export type ClientUpdate = z.infer<typeof clientUpdate>
