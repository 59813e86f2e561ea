import { type MovedUse, maxMoveItems, type MoveChanges, type MovePreview } from '@hg/contracts'
import {
  countTakenBriefs,
  countUnfinished,
  lineagesByType,
  listContentTemplatesAt,
  listExperimentsOf,
  listKeysAt,
  listOwnLayers,
  listPromptTemplatesAt,
  listProviderKeysAt,
  movedOwnerless,
  movedPeople,
  type MoveTargetRow,
  type Queryable,
} from '@hg/db'
import { createHash } from 'node:crypto'
import { cutValue } from './cut-value.ts'
import type { PlannedMove } from './plan-move.ts'
import { strategyChanges } from './strategy-changes.ts'

export interface ReadChanges {
  changes: MoveChanges
  piecesUnderWay: number
  /** Those that end with the move, uncut. */
  experiments: MovedUse[]
  /** A digest of everything that changes, lists uncut: it differs as soon as anything of it does. */
  confirmation: string
}

/** What a planned move changes besides the tree: who has access, what strategies say, which keys and templates apply. */
export async function readMoveChanges(tx: Queryable, plan: PlannedMove): Promise<ReadChanges> {
  const { targets, fromId, destination } = plan
  const ids = targets.map(({ id }) => id)
  const places = placesOf(plan)
  const people = await movedPeople(tx, ids, destination.id)
  const ownerless = new Set(await movedOwnerless(tx, ids, destination.id))
  const strategy = strategyChanges({
    clientIds: ids,
    own: await listOwnLayers(tx, ids),
    before: await lineagesByType(tx, fromId),
    after: await lineagesByType(tx, destination.id),
  })
  const keys = { lost: await listKeysAt(tx, places.left), gained: await listKeysAt(tx, places.joined) }
  const providerKeys = {
    lost: await listProviderKeysAt(tx, places.left),
    gained: await listProviderKeysAt(tx, places.joined),
  }
  const briefs = {
    lost: await listContentTemplatesAt(tx, places.left),
    gained: await listContentTemplatesAt(tx, places.joined),
  }
  const templates = {
    lost: await listPromptTemplatesAt(tx, places.left),
    gained: await listPromptTemplatesAt(tx, places.joined),
  }
  const experiments = await listExperimentsOf(tx, ids, places.left)
  const takenBriefs = await countTakenBriefs(tx, ids, places.left)
  const clients = targets.map((target) => presentTarget(target, destination.type))
  const everything = {
    destination,
    clients,
    people,
    ownerless: [...ownerless].sort(),
    strategy,
    keys,
    providerKeys,
    briefs,
    templates,
    experiments,
    takenBriefs,
  }
  return {
    changes: {
      destination,
      clients: some(clients),
      people: {
        ...some(people),
        losing: people.filter(({ after }) => after === null).length,
        gaining: people.filter(({ before }) => before === null).length,
      },
      ownerless: some(targets.filter(({ id }) => ownerless.has(id)).map(({ id, name }) => ({ id, name }))),
      strategy: {
        ...some(
          strategy.fields.map((field) => ({ ...field, before: cutValue(field.before), after: cutValue(field.after) })),
        ),
        clients: strategy.clients,
      },
      api_keys: { lost: some(keys.lost), gained: some(keys.gained) },
      provider_keys: { lost: some(providerKeys.lost), gained: some(providerKeys.gained) },
      content_templates: { lost: some(briefs.lost), gained: some(briefs.gained) },
      prompt_templates: { lost: some(templates.lost), gained: some(templates.gained) },
      experiments: some(experiments),
      taken_briefs: takenBriefs,
    },
    experiments,
    piecesUnderWay: await countUnfinished(tx, ids),
    confirmation: createHash('sha256').update(JSON.stringify(everything)).digest('base64url'),
  }
}

/** What a caller sees of it. */
export function toPreview({ changes, piecesUnderWay, confirmation }: ReadChanges): MovePreview {
  return { changes, pieces_under_way: piecesUnderWay, confirmation }
}

/** Clients whose keys and templates stop or begin to reach the moved ones. The root's reach them before and after. */
function placesOf({ fromId, fromType, destination }: PlannedMove): { left: string[]; joined: string[] } {
  return {
    left: fromType === 'root' ? [] : [fromId],
    joined: destination.type === 'root' ? [] : [destination.id],
  }
}

function presentTarget(target: MoveTargetRow, place: 'root' | 'agency'): MoveChanges['clients']['items'][number] {
  return {
    id: target.id,
    name: target.name,
    from: { id: target.parent_id, name: target.parent_name },
    type_before: target.type,
    type_after: place === 'root' ? 'direct' : 'customer',
    archived: target.archived,
  }
}

function some<T>(items: T[]): { total: number; items: T[] } {
  return { total: items.length, items: items.slice(0, maxMoveItems) }
}
