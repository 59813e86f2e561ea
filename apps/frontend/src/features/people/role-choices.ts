import { role, type Role, roleAllows } from '@hg/contracts'
import { roleLabels } from '#lib/labels.ts'

/** What each role may do, in a sentence. */
export const roleHints: Record<Role, string> = {
  owner: 'Everything, other owners included.',
  admin: 'Manages people, strategies, templates and keys.',
  member: 'Requests content and works on it.',
  viewer: 'Reads.',
}

/** A role in a sentence: `as a member`. */
export const aRole: Record<Role, string> = {
  owner: 'an owner',
  admin: 'an admin',
  member: 'a member',
  viewer: 'a viewer',
}

/** The roles that somebody may give: up to their own, the strongest first. */
export function rolesUpTo(held: Role): Role[] {
  return role.options.filter((one) => roleAllows(held, one))
}

/** The same as choices of a control. */
export function roleChoices(held: Role) {
  return rolesUpTo(held).map((value) => ({ value, label: roleLabels[value], hint: roleHints[value] }))
}
