import type { Client, Role } from '@hg/contracts'
import { roleAllows } from '@hg/contracts'

const aRole: Record<Role, string> = { owner: 'an owner', admin: 'an admin', member: 'a member', viewer: 'a viewer' }

/**
 * Why the user may not do something with a client, in words for beside the control; null when the role suffices.
 *
 * @param doing what the control does, as the beginning of a sentence: `Inviting people`
 */
export function whyNot(client: Pick<Client, 'name' | 'role'>, needed: Role, doing: string): string | null {
  if (roleAllows(client.role, needed)) return null
  const who =
    client.role === 'viewer'
      ? `As a viewer of ${client.name} you can read here.`
      : `You are ${aRole[client.role]} of ${client.name}.`
  return `${who} ${doing} takes the role of ${aRole[needed]}.`
}
