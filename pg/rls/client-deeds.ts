import type { Deed } from './deed.ts'
import { castOf, count, figures, oldId, withoutOwnersBut } from './deed-cast.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

/** What becomes of clients, of their place in the tree, and of their keys. */
export function clientDeeds(stage: Stage): Deed[] {
  const { root, agency, customer, key, agencyOwner, asClient, ofCustomer } = castOf(stage)

  return [
    {
      what: 'a key notes its own use, changes nothing of its own, and notes no other’s',
      actor: key,
      does: [
        `select app.note_key_use('${key.slice(4)}')`,
        `select app.note_key_use('${customer.apiKeyId}')`,
        `update api_keys set expires_at = '2099-01-01'`,
      ],
      then: figures(count('api_keys', 'last_used_at is not null'), count('api_keys', `expires_at = '2099-01-01'`)),
      expected: '1 0',
    },
    {
      what: 'a worker marks a provider’s key as refused',
      actor: asClient,
      does: [`select app.judge_provider_key('${customer.providerKeyId}', 'provider_key_refused')`],
      then: figures(count('provider_keys', 'refused_at is not null')),
      expected: '1',
    },
    {
      what: 'a new client has its place, its slug and its row in the audit’s queue',
      actor: agencyOwner,
      does: [
        `insert into clients (id, name, slug, type, parent_id)
         values ('${oldId}', 'New', 'new-client', 'customer', '${agency.id}')`,
        `insert into audit_log (client_id, action, target_type) values ('${oldId}', 'client.created', 'client')`,
      ],
      then: figures(
        count('client_closure', `descendant_id = '${oldId}'`),
        count('client_slugs', `client_id = '${oldId}'`),
        count('audit_unsealed', `chain = '${oldId}'`),
      ),
      expected: '3 1 1',
    },
    {
      what: 'a client is renamed, moved and archived from above, and its place follows',
      actor: stage.actor(root, 'owner'),
      does: [
        `update clients set name = 'Renamed', slug = 'renamed' where id = '${customer.id}'`,
        `select app.move_clients('{${customer.id}}', '${root.id}')`,
        `select app.archive_client('${customer.id}', true)`,
      ],
      then: figures(
        count('client_closure', `descendant_id = '${customer.id}'`),
        count('clients', `id = '${customer.id}' and type = 'direct' and archived_at is not null and slug = 'renamed'`),
        count('client_slugs', ofCustomer),
      ),
      expected: '2 1 2',
    },
    {
      what: 'a client is moved by whoever may, though another one above it is left without an owner',
      before: withoutOwnersBut(`client_id = '${customer.id}'`),
      actor: stage.actor(root, 'admin'),
      does: [`select app.move_clients('{${customer.id}}', '${root.id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${root.id}'`)),
      expected: '1',
    },
    {
      what: 'no client is moved away from its last owner',
      before: withoutOwnersBut(`client_id = '${agency.id}'`),
      actor: stage.actor(root, 'admin'),
      does: [`select app.move_clients('{${customer.id}}', '${root.id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${root.id}'`)),
      expected: '23514 a client keeps an owner, on itself or above it',
    },
    ...(['move_clients', 'moved_people', 'moved_ownerless'] as const).map((name) => ({
      what: `nobody moves a client to where they are no admin: ${name}`,
      actor: agencyOwner,
      does: [`select app.${name}('{${customer.id}}', '${bySlug(stage, 'paving-marketers').id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${agency.id}'`)),
      expected: `42501 permission denied for function ${name}`,
    })),
  ]
}
