import { type Client, type ClientType, roleAllows } from '@hg/contracts'

/** True when clients can stand under this one, and the user may put one there. */
export function canTakeClients(client: Client): boolean {
  const isPlace = client.type === 'root' || client.type === 'agency'
  return isPlace && !client.archived && roleAllows(client.role, 'admin')
}

/** Clients under which the user may put a new one, in the order of the tree. */
export function placesForNew(clients: readonly Client[]): Client[] {
  return clients.filter(canTakeClients)
}

/** Clients to which this one may move: other places than its own; for an agency, other places for its customers. */
export function placesForMove(clients: readonly Client[], client: Client): Client[] {
  const from = client.type === 'agency' ? client.id : client.parent_id
  return clients.filter((place) => place.id !== from && canTakeClients(place))
}

/** What a new client under this one can be, the usual first. */
export function typesUnder(place: Client): Exclude<ClientType, 'root'>[] {
  if (place.type === 'root') return ['direct', 'agency']
  return place.type === 'agency' ? ['customer'] : []
}
