import type { Ids, Probe, Probes } from './tenant-ids.ts'

const newStrategy = { name: 'Mine', content_type: 'lesson_plan', configuration: {} } as const
const strategyFile = 'name: Mine\ncontent_type: lesson_plan\nconfiguration: {}\n'
const newTemplate = { name: 'Mine', content_types: ['faq'] }
const newKey = { name: 'Mine', scopes: ['content:read'] }

/** Operations of strategy management. */
export const smmProbes: Probes = {
  listClients: () => [{}, { query: { include: 'archived' } }],
  createClient: (foreign) => [{ body: { parent_id: foreign.client, name: 'Whose is it' } }],
  getClient: (foreign) => [{ params: { id: foreign.client } }],
  getClientBySlug: (foreign) => [{ params: { slug: foreign.slug } }],
  updateClient: (foreign) => [{ params: { id: foreign.client }, body: { base_version: 1, name: 'Mine' } }],
  archiveClient: (foreign) => [{ params: { id: foreign.client } }],
  restoreClient: (foreign) => [{ params: { id: foreign.client } }],
  previewMove: (foreign, own) => [
    { params: { id: foreign.client }, body: { parent_id: own.client } },
    { params: { id: own.client }, body: { parent_id: foreign.client } },
  ],
  moveClient: (foreign, own) => [
    { params: { id: foreign.client }, body: { parent_id: own.client, confirmation: 'none' } },
    { params: { id: own.client }, body: { parent_id: foreign.client, confirmation: 'none' } },
  ],
  listAudit: (foreign, own) => [
    { params: { id: foreign.client } },
    { params: { id: own.client }, query: { target_id: foreign.client } },
  ],
  exportAudit: (foreign) => [{ params: { id: foreign.client } }],
  getAuditHead: (foreign) => [{ params: { id: foreign.client } }],
  eraseClient: (foreign) => [{ params: { id: foreign.client }, body: { confirm: 'anything' } }],
  erasePerson: (foreign) => [{ params: { id: foreign.client }, body: { confirm: 'anything' } }],
  exportClient: (foreign) => [{ params: { id: foreign.client } }],
  exportMe: () => [],
  getRetention: (foreign) => [{ params: { id: foreign.client } }],
  putRetention: (foreign) => [{ params: { id: foreign.client }, body: { content: 30 } }],
  listMembers: (foreign) => [{ params: { id: foreign.client } }],
  changeMember: (foreign, own) => [
    { params: { id: foreign.client, userId: own.client }, body: { role: 'viewer' } },
    { params: { id: own.client, userId: foreign.client }, body: { role: 'viewer' } },
  ],
  removeMember: (foreign, own) => [
    { params: { id: foreign.client, userId: own.client } },
    { params: { id: own.client, userId: foreign.client } },
  ],
  listInvites: (foreign) => [{ params: { id: foreign.client } }],
  createInvite: (foreign) => [
    { params: { id: foreign.client }, body: { email: 'nobody@stage.example', role: 'viewer' } },
  ],
  resendInvite: (foreign, own) => [
    { params: { id: foreign.client, inviteId: own.client } },
    { params: { id: own.client, inviteId: foreign.client } },
  ],
  revokeInvite: (foreign, own) => [
    { params: { id: foreign.client, inviteId: own.client } },
    { params: { id: own.client, inviteId: foreign.client } },
  ],
  takeSecondFactor: (foreign) => [{ params: { id: foreign.client }, body: {} }],
  endSession: (foreign) => [{ params: { id: foreign.client } }],
  // These take no id: one's own account, and what the holder of a link or of a password may do.
  getMe: () => [],
  changeMe: () => [],
  changePassword: () => [],
  listSessions: () => [],
  endOtherSessions: () => [],
  beginTotp: () => [],
  confirmTotp: () => [],
  disableTotp: () => [],
  renewRecoveryCodes: () => [],
  requestEmailChange: () => [],
  withdrawEmailChange: () => [],
  confirmEmailChange: () => [],
  lookUpEmailUndo: () => [],
  undoEmailChange: () => [],
  lookUpInvite: () => [],
  acceptInvite: () => [],
  requestPasswordReset: () => [],
  lookUpPasswordReset: () => [],
  confirmPasswordReset: () => [],
  listContentTemplates: (foreign) => [{ params: { id: foreign.client } }],
  createContentTemplate: (foreign) => [{ params: { id: foreign.client }, body: newTemplate }],
  getContentTemplate: (foreign, own) => ofTemplate(foreign, own),
  updateContentTemplate: (foreign, own) => ofTemplate(foreign, own, { ...newTemplate, base_version: 1 }),
  listContentTemplateVersions: (foreign, own) => ofTemplate(foreign, own),
  archiveContentTemplate: (foreign, own) => ofTemplate(foreign, own),
  restoreContentTemplate: (foreign, own) => ofTemplate(foreign, own),
  listApiKeys: (foreign) => [{ params: { id: foreign.client } }],
  createApiKey: (foreign) => [{ params: { id: foreign.client }, body: newKey }],
  rotateApiKey: (foreign, own) => ofKey(foreign, own, {}),
  finishApiKeyRotation: (foreign, own) => ofKey(foreign, own),
  revokeApiKey: (foreign, own) => ofKey(foreign, own),
  listProviderKeys: (foreign) => [{ params: { id: foreign.client } }],
  saveProviderKey: (foreign) => [{ params: { id: foreign.client, provider: 'openai' }, body: { key: 'sk-refused' } }],
  removeProviderKey: (foreign) => [{ params: { id: foreign.client, provider: 'openai' } }],
  getEffectiveStrategy: (foreign, own) => [
    { params: { id: foreign.client }, query: { content_type: 'lesson_plan' } },
    { params: { id: own.client }, query: { content_type: 'lesson_plan', strategy_id: foreign.strategy } },
  ],
  listStrategies: (foreign) => [{ params: { id: foreign.client } }],
  createStrategy: (foreign, own) => [
    { params: { id: foreign.client }, body: newStrategy },
    { params: { id: own.client }, body: { ...newStrategy, is_active: true, replaces: foreign.strategy } },
  ],
  previewNewStrategy: (foreign) => [
    { params: { id: foreign.client }, body: { content_type: 'lesson_plan', configuration: {} } },
  ],
  importStrategy: (foreign, own) => [
    { params: { id: foreign.client }, body: { yaml: strategyFile } },
    { params: { id: foreign.client }, body: { yaml: strategyFile, dry_run: true } },
    { params: { id: own.client }, body: { yaml: strategyFile, strategy_id: foreign.strategy, base_version: 1 } },
  ],
  getStrategy: (foreign) => [{ params: { id: foreign.strategy } }],
  saveStrategy: (foreign) => [{ params: { id: foreign.strategy }, body: { base_version: 1, configuration: {} } }],
  changeStrategy: (foreign) => [{ params: { id: foreign.strategy }, body: { base_version: 1, is_active: false } }],
  previewStrategy: (foreign) => [{ params: { id: foreign.strategy }, body: { configuration: {} } }],
  exportStrategy: (foreign) => [{ params: { id: foreign.strategy } }],
  listStrategyVersions: (foreign) => [{ params: { id: foreign.strategy } }],
  getStrategyVersion: (foreign) => [{ params: { id: foreign.strategy, version: '1' } }],
  compareStrategyVersions: (foreign) => [{ params: { id: foreign.strategy } }],
  rollBackStrategy: (foreign) => [{ params: { id: foreign.strategy }, body: { version: 1, base_version: 2 } }],
  analyseStrategies: (foreign, own) => [
    { query: { client_id: foreign.client } },
    { query: { client_id: own.client, strategy_id: foreign.strategy } },
  ],
}

/** Somebody else's content template, under their client and under one's own. */
function ofTemplate(foreign: Ids, own: Ids, body?: object): Probe[] {
  return [foreign, own].map(({ client }) => ({ params: { id: client, templateId: foreign.contentTemplate }, body }))
}

/** Somebody else's key, under their client and under one's own. */
function ofKey(foreign: Ids, own: Ids, body?: object): Probe[] {
  return [foreign, own].map(({ client }) => ({ params: { id: client, keyId: foreign.apiKey }, body }))
}
