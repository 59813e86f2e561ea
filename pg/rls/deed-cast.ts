import { bySlug } from './matrix-cases.ts'
import type { Stage, StagedClient } from './stage.ts'

/** Hashes that stand for nothing. */
export const zero = '0'.repeat(64)
export const one = '1'.repeat(64)
/** An id of long ago. */
export const oldId = '01800000-0000-7000-8000-000000000001'

export const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`
export const figures = (...counts: string[]) => `select concat_ws(' ', ${counts.join(', ')})`

/** Who takes part in the deeds: a line of clients, and the person beside the customer. */
export interface Cast {
  root: StagedClient
  agency: StagedClient
  customer: StagedClient
  person: string
  me: string
  /** The condition that finds the rows of the person. */
  mine: string
  key: string
  agencyOwner: string
  asClient: string
  /** The condition that finds the rows of the customer. */
  ofCustomer: string
}

export function castOf(stage: Stage): Cast {
  const [root, agency, customer] = [
    bySlug(stage, 'hg-content'),
    bySlug(stage, 'heaviside-digital'),
    bySlug(stage, 'cincinnati-electrician'),
  ]
  const person = customer.bystander.id
  return {
    ...{ root, agency, customer, person },
    me: `user:${person}`,
    mine: `user_id = '${person}'`,
    key: stage.actor(customer, 'key_read'),
    agencyOwner: stage.actor(agency, 'owner'),
    asClient: `client:${customer.id}`,
    ofCustomer: `client_id = '${customer.id}'`,
  }
}

/** An open invite of the person to the agency, by this actor. */
export function invitedBy(sender: string, { agency, customer }: Cast): string[] {
  return [
    `select set_config('app.actor', '${sender}', true)`,
    `insert into invites (client_id, email, role, token_hash, expires_at)
     values ('${agency.id}', '${customer.bystander.email}', 'member', '${zero}', now() + interval '1 day')`,
  ]
}

/** Takes every owner away but those who are meant. */
export function withoutOwnersBut(which: string, ...more: string[]): string[] {
  return [
    'alter table memberships disable trigger user',
    `delete from memberships where role = 'owner' and not (${which})`,
    ...more,
    'alter table memberships enable trigger user',
  ]
}
