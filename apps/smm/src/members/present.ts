import type { Member } from '@hg/contracts'
import type { MemberRow } from '@hg/db'

/** A member as the API shows one. */
export function presentMember(row: MemberRow): Member {
  const { via_id, via_name, depth, since, ...rest } = row
  return { ...rest, direct: depth === 0, client_id: via_id, client_name: via_name, since: since.toISOString() }
}
