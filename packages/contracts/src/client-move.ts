import { z } from 'zod'
import { clientType, contentType, contentTypeOrAny, llmProvider, role } from './enums.ts'
import { text, uuid } from './primitives.ts'

/** What moves: the client itself, or all clients under it, at once. */
export const moveScope = z.enum(['client', 'customers'])
export type MoveScope = z.infer<typeof moveScope>

/** `POST /clients/:id/move/preview`. */
export const movePlan = z.strictObject({ parent_id: uuid, scope: moveScope.default('client') })
export type MovePlan = z.infer<typeof movePlan>

/** `POST /clients/:id/move`: `confirmation` is the preview's, and holds while what it shows is still so. */
export const moveRequest = movePlan.extend({ confirmation: text().min(1).max(100) })
export type MoveRequest = z.infer<typeof moveRequest>

/** Entries of each list of a preview at most; the counts beside them are whole. */
export const maxMoveItems = 100

const named = z.object({ id: uuid, name: z.string() })
/** A list that may be cut at `maxMoveItems`; `total` counts them all. */
const some = <T extends z.ZodType>(item: T) => z.object({ total: z.number().int().min(0), items: z.array(item) })

/** Whose role on moved clients changes. Null: no access. `clients` counts the moved clients that it is so for. */
export const movedPerson = z.object({
  user_id: uuid,
  name: z.string(),
  email: z.string(),
  before: role.nullable(),
  after: role.nullable(),
  clients: z.number().int().positive(),
})
export type MovedPerson = z.infer<typeof movedPerson>

/**
 * An effective strategy value that changes; null is not set. `*_from` names who sets it, null the moved client itself or
 * nobody. Without `content_types` it is so for all of them. Long values are cut.
 */
export const movedStrategyField = z.object({
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  before_from: z.string().nullable(),
  after_from: z.string().nullable(),
  content_types: z.array(contentType).optional(),
  clients: z.number().int().positive(),
})
export type MovedStrategyField = z.infer<typeof movedStrategyField>

/** Something that belongs to the old or the new place, and is used down the tree. */
export const movedUse = named.extend({ client_id: uuid, client_name: z.string() })
export type MovedUse = z.infer<typeof movedUse>

/** A key to a provider, which is its name. */
export const movedProviderKey = movedUse.extend({ name: llmProvider, last_four: z.string() })

const uses = z.object({ lost: some(movedUse), gained: some(movedUse) })

/**
 * What a move changes besides the tree. Keys and templates of the places that are left stop to apply, those of the
 * places that are joined begin to; the root's apply all the time.
 */
export const moveChanges = z.object({
  destination: named.extend({ type: clientType }),
  clients: some(named.extend({ from: named, type_before: clientType, type_after: clientType, archived: z.boolean() })),
  people: some(movedPerson).extend({
    losing: z.number().int().min(0),
    gaining: z.number().int().min(0),
  }),
  /** Moved clients that would be left without an owner, on themselves or above: while there are any, nothing moves. */
  ownerless: some(named),
  /** `clients` counts the moved clients for which any value changes. */
  strategy: some(movedStrategyField).extend({ clients: z.number().int().min(0) }),
  api_keys: uses,
  provider_keys: z.object({ lost: some(movedProviderKey), gained: some(movedProviderKey) }),
  content_templates: uses,
  prompt_templates: z.object({
    lost: some(movedUse.extend({ content_type: contentTypeOrAny })),
    gained: some(movedUse.extend({ content_type: contentTypeOrAny })),
  }),
  /** Experiments of moved clients that try a template of the place that is left: they end with the move. */
  experiments: some(movedUse),
  /**
   * Briefs that test sets of the place that is left took from the moved clients' pieces: they go with the move, and so does the text of
   * what was written from them.
   */
  taken_briefs: z.number().int().min(0),
})
export type MoveChanges = z.infer<typeof moveChanges>

/** `pieces_under_way` end with the strategy that they were accepted with. */
export const movePreview = z.object({
  changes: moveChanges,
  pieces_under_way: z.number().int().min(0),
  confirmation: z.string(),
})
export type MovePreview = z.infer<typeof movePreview>

/** What a move did. */
export const moveDone = z.object({ moved: z.number().int().positive(), parent_id: uuid })
export type MoveDone = z.infer<typeof moveDone>
