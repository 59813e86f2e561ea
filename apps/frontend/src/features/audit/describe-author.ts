import type { AuditEntryView } from '@hg/contracts'

/** Who made a change, in words. */
export function getAuthor({ actor }: Pick<AuditEntryView, 'actor'>): string {
  switch (actor.kind) {
    case 'user':
      return actor.name ?? 'Somebody who is no more'
    case 'key':
      return actor.name === null ? 'An API key' : `API key ${actor.name}`
    case 'client':
      return 'HG Content itself'
    case 'visitor':
      return 'Somebody not signed in'
  }
}
