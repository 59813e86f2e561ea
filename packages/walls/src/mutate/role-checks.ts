import type { ServiceName } from '../routes/read-routes.ts'

/** A role check within the database, and the same function without it. */
export interface FunctionChange {
  /** As `regprocedure` reads it. */
  name: string
  from: string
  to: string
}

export const functionChanges: FunctionChange[] = [
  {
    name: 'app.archive_client(uuid, boolean)',
    from: `not coalesce(found_row.parent_id = any (app.visible_clients('admin')), false)`,
    to: 'false',
  },
  { name: 'app.may_move(uuid[], uuid)', from: 'targets <@ admins and destination = any (admins)', to: 'true' },
  { name: 'app.moved_ownerless(uuid[], uuid)', from: 'not app.may_move(targets, destination)', to: 'false' },
  {
    name: 'app.move_clients(uuid[], uuid)',
    from: 'exists (select from app.moved_ownerless(targets, destination))',
    to: 'false',
  },
  { name: 'app.erase_client(uuid, text)', from: `app.role_on(client) is distinct from 'owner'`, to: 'false' },
  { name: 'app.may_erase_person(uuid)', from: `is distinct from 'owner'`, to: 'is null' },
  { name: 'app.answers_for_person(uuid)', from: `greatest('admin', strongest,`, to: `greatest('member', strongest,` },
  { name: 'app.answers_for_person(uuid)', from: `greatest('admin', strongest,`, to: `greatest('admin',` },
  { name: 'app.answers_for_person(uuid)', from: `top.type = 'root' and not top.id = any (places)`, to: 'false' },
  { name: 'app.client_people(uuid)', from: 'held is null', to: 'false' },
  { name: 'app.key_authors(uuid)', from: `client = any (app.visible_clients('admin'))`, to: 'true' },
  { name: 'app.retention_of(uuid)', from: 'not client = any (visible)', to: 'false' },
  {
    name: 'app.purge(text, timestamptz, int)',
    from: 'not exists (select from public.clients c where c.id = client)',
    to: 'false',
  },
  { name: 'app.find_invite(text)', from: `m.role >= greatest('admin', i.role)`, to: 'true' },
  { name: 'app.accept_invite(text)', from: 'u.email = i.email', to: 'true' },
  { name: 'app.confirm_email_change(text, text, text)', from: 'and c.user_id = me.id', to: '' },
  { name: 'app.undo_email_change(text, text)', from: 'and c.user_id = person', to: '' },
  { name: 'app.note_key_use(uuid)', from: `key = app.actor_id('key')`, to: 'true' },
  ...['prompt_outcomes', 'prompt_reactions'].map((name) => ({
    name: `app.${name}(uuid, uuid, uuid, uuid)`,
    from: `not client = any (app.visible_clients('viewer'))`,
    to: 'false',
  })),
  {
    name: 'app.serving_prompt(uuid, content_type, uuid, integer)',
    from: `p.client_id = any (app.visible_clients('viewer'))`,
    to: 'true',
  },
  { name: 'app.clients_above()', from: `= any (app.visible_clients('viewer'))`, to: 'is not null' },
  ...[`p.client_id = any (app.clients_above())`, 'p.open_below'].map((from) => ({
    name: 'app.open_prompt_owner(uuid)',
    from,
    to: 'true',
  })),
  {
    name: 'app.prompt_moves(uuid, uuid, integer)',
    from: `not owner = any (app.visible_clients('viewer'))`,
    to: 'false',
  },
  { name: 'app.stands_above(uuid, uuid)', from: `other = any (app.visible_clients('viewer'))`, to: 'true' },
  { name: 'app.running_experiment(uuid, content_type, uuid)', from: 'app.role_on(client) is null', to: 'false' },
  {
    name: 'app.experiment_outcomes(uuid)',
    from: `client is null or not client = any (app.visible_clients('viewer'))`,
    to: 'client is null',
  },
  ...['template_baseline', 'template_volume'].map((name) => ({
    name: `app.${name}(uuid, uuid, content_type, uuid)`,
    from: `not client = any (app.visible_clients('viewer'))`,
    to: 'false',
  })),
  { name: 'app.experiment_people(uuid)', from: `client = any (app.visible_clients('viewer'))`, to: 'true' },
  { name: 'app.keep_an_owner()', from: `and m.role = 'owner'`, to: '' },
]

/** A role check within a service, the text without it, and the operations that it guards. */
export interface SourceChange {
  file: string
  from: string
  to: string
  service: ServiceName
  operations: string[]
}

const weaker = (file: string, role: string, service: ServiceName, ...operations: string[]): SourceChange => ({
  file,
  from: `'${role}', 'client')`,
  to: `'viewer', 'client')`,
  service,
  operations,
})

export const sourceChanges: SourceChange[] = [
  weaker('apps/cpm/src/jobs/submit.ts', 'member', 'cpm', 'generate'),
  {
    file: 'apps/cpm/src/jobs/cancel.ts',
    from: `'member', 'job')`,
    to: `'viewer', 'job')`,
    service: 'cpm',
    operations: ['cancelJob', 'cancelSuggestion'],
  },
  {
    file: 'apps/cpm/src/jobs/again/origin.ts',
    from: `'member', 'job')`,
    to: `'viewer', 'job')`,
    service: 'cpm',
    operations: ['retryJob', 'regenerateJob'],
  },
  {
    file: 'apps/cpm/src/jobs/revisions/edit.ts',
    from: `'member', 'job')`,
    to: `'viewer', 'job')`,
    service: 'cpm',
    operations: ['saveRevision', 'restoreRevision'],
  },
  {
    file: 'apps/cpm/src/jobs/feedback/put.ts',
    from: `'member', 'job')`,
    to: `'viewer', 'job')`,
    service: 'cpm',
    operations: ['rateJob'],
  },
  ...(
    [
      ['create.ts', `is_active ? 'admin' : 'member'`, `'member'`, 'createPrompt'],
      ['save.ts', `tx, id, 'member')`, `tx, id, 'viewer')`, 'savePromptVersion'],
      ['rollback.ts', `tx, id, 'member')`, `tx, id, 'viewer')`, 'rollBackPrompt'],
      ['activate.ts', `tx, id, 'admin')`, `tx, id, 'member')`, 'activatePrompt', 'deactivatePrompt'],
      ['change.ts', `tx, id, 'admin')`, `tx, id, 'member')`, 'changePrompt'],
      ['copy.ts', `client_id, 'member')`, `client_id, 'viewer')`, 'copyPrompt'],
      ['labels.ts', `roleAllows(held, 'admin')`, 'true', 'movePromptLabel', 'removePromptLabel'],
    ] as const
  ).map(([file, from, to, ...operations]): SourceChange => {
    return { file: `apps/im/src/templates/${file}`, from, to, service: 'im', operations: [...operations] }
  }),
  {
    file: 'apps/im/src/templates/label-rules.ts',
    from: `clientId, 'admin')`,
    to: `clientId, 'viewer')`,
    service: 'im',
    operations: ['changePromptLabelRule'],
  },
  weaker('apps/im/src/experiments/create.ts', 'admin', 'im', 'createExperiment'),
  {
    file: 'apps/im/src/experiments/find.ts',
    from: `needed: Role = 'admin'`,
    to: `needed: Role = 'viewer'`,
    service: 'im',
    operations: ['deleteExperiment', 'stopExperiment', 'changeExperiment'],
  },
  weaker('apps/im/src/test-sets/create.ts', 'member', 'im', 'createTestSet'),
  ...(
    [
      ['im', 'apps/im/src/test-sets/update.ts', 'updateTestSet'],
      ['im', 'apps/im/src/test-sets/remove.ts', 'removeTestSet'],
      ['cpm', 'apps/cpm/src/test-runs/start.ts', 'startTestRun'],
    ] as const
  ).map(([service, file, operation]): SourceChange => {
    return { file, from: `'member', 'test set')`, to: `'viewer', 'test set')`, service, operations: [operation] }
  }),
  {
    file: 'apps/cpm/src/suggestions/find-version.ts',
    from: `'member', 'template')`,
    to: `'viewer', 'template')`,
    service: 'cpm',
    operations: ['askForSuggestion'],
  },
  weaker('apps/smm/src/clients/create.ts', 'admin', 'smm', 'createClient'),
  weaker('apps/smm/src/clients/update.ts', 'admin', 'smm', 'updateClient'),
  {
    file: 'apps/smm/src/clients/require-role-above.ts',
    from: `held === null || !roleAllows(held, 'admin')`,
    to: 'false',
    service: 'smm',
    operations: ['restoreClient', 'archiveClient', 'previewMove'],
  },
  weaker('apps/smm/src/strategies/create.ts', 'admin', 'smm', 'createStrategy'),
  weaker('apps/smm/src/members/change-role.ts', 'admin', 'smm', 'changeMember'),
  {
    file: 'apps/smm/src/members/rules.ts',
    from: '!roleAllows(held, touched)',
    to: 'false',
    service: 'smm',
    operations: ['changeMember', 'createInvite'],
  },
  weaker('apps/smm/src/invites/list.ts', 'admin', 'smm', 'listInvites'),
  weaker('apps/smm/src/api-keys/issue.ts', 'admin', 'smm', 'createApiKey'),
  weaker('apps/smm/src/provider-keys/list.ts', 'admin', 'smm', 'listProviderKeys'),
  weaker('apps/smm/src/audit/list.ts', 'admin', 'smm', 'listAudit'),
  weaker('apps/smm/src/retention/put.ts', 'admin', 'smm', 'putRetention'),
  weaker('apps/smm/src/export/export-client.ts', 'owner', 'smm', 'exportClient'),
  weaker('apps/smm/src/erasure/erase-client.ts', 'owner', 'smm', 'eraseClient'),
]
