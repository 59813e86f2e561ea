import type { Job } from '@hg/contracts'
import type { Caller, CallOptions } from './caller.ts'
import type { Operation } from './operations.ts'
import { wish } from './sandbox.ts'
import type { Audience } from './service-token.ts'
import type { Tenant } from './tenant.ts'

/** The ids of what a client has. */
export interface Ids {
  client: string
  slug: string
  job: string
  strategy: string
  template: string
  contentTemplate: string
  apiKey: string
}

/** One request that puts an id where the operation takes one. */
export interface Probe extends CallOptions {
  params?: Record<string, string>
}

const request = { content_type: 'lesson_plan', topic: 'Whose is it', brief: wish.instant } as const
const newStrategy = { name: 'Mine', content_type: 'lesson_plan', configuration: {} } as const
const strategyFile = 'name: Mine\ncontent_type: lesson_plan\nconfiguration: {}\n'
const newTemplate = { name: 'Mine', content_types: ['faq'] }
const newPrompt = { name: 'Mine', content_type: 'lesson_plan', template: 'Mine' }
const newPreview = {
  text: { template: '{{ topic }}' },
  against: { kind: 'sample', content_type: 'lesson_plan' },
} as const
const newTestSet = { name: 'Mine', content_type: 'lesson_plan', briefs: [{ topic: 'Whose is it' }] } as const
const newExperiment = { name: 'Mine', variants: [{ version: 1 }, { version: 2 }] }
const newKey = { name: 'Mine', scopes: ['content:read'] }
const newRevision = { title: null, meta_description: null, content: 'Mine', base_version: 1 }
const newWebhook = { url: 'https://hooks.example.com/mine', events: ['job.failed'] }
const newSlack = { url: 'https://hooks.example.com/mine', kinds: ['job_failed'], is_enabled: true }
const defaults = { content_type: 'lesson_plan' } as const
const prompt = { content_type: 'lesson_plan', topic: 'Whose is it', strategy: {} } as const

/**
 * How each operation, by its id in the service's OpenAPI document, is asked for what belongs to somebody else: everywhere
 * that an id goes in. `own` are ids of the one who asks.
 */
export const probes: Record<Audience, Record<string, (foreign: Ids, own: Ids) => Probe[]>> = {
  cpm: {
    generate: (foreign, own) => [
      { body: { ...request, client_id: foreign.client } },
      { body: { ...request, client_id: own.client, strategy_id: foreign.strategy } },
      { body: { ...request, client_id: own.client, template_id: foreign.template } },
      { body: { ...request, client_id: own.client, template_id: foreign.template, template_version: 1 } },
      { body: { ...request, client_id: own.client, content_template_id: foreign.contentTemplate } },
    ],
    listJobs: (foreign) => [{ query: { client_id: foreign.client } }],
    getJob: (foreign) => [{ params: { id: foreign.job } }],
    cancelJob: (foreign) => [{ params: { id: foreign.job } }],
    streamClientEvents: (foreign) => [{ query: { client_id: foreign.client } }],
    streamJobEvents: (foreign) => [{ params: { id: foreign.job } }],
    retryJob: (foreign) => [{ params: { id: foreign.job }, body: {} }],
    regenerateJob: (foreign) => [{ params: { id: foreign.job }, body: { instructions: 'Whose is it' } }],
    rateJob: (foreign) => [{ params: { id: foreign.job }, body: { rating: 'up' } }],
    listRevisions: (foreign) => [{ params: { id: foreign.job } }],
    getRevision: (foreign) => [{ params: { id: foreign.job, number: '1' } }],
    compareRevisions: (foreign) => [{ params: { id: foreign.job }, query: { from: '1', to: '2' } }],
    saveRevision: (foreign) => [{ params: { id: foreign.job }, body: newRevision }],
    restoreRevision: (foreign) => [{ params: { id: foreign.job, number: '1' }, body: { base_version: 1 } }],
    exportJob: (foreign) => [{ params: { id: foreign.job }, query: { format: 'json' } }],
    exportJobs: (foreign) => [{ query: { ids: foreign.job, format: 'json' } }],
    estimate: (foreign, own) => [
      { body: { ...request, client_id: foreign.client } },
      { body: { ...request, client_id: own.client, strategy_id: foreign.strategy } },
    ],
    listProviders: (foreign) => [{ query: { client_id: foreign.client } }],
    getUsage: (foreign) => [{ query: { client_id: foreign.client } }],
    exportUsage: (foreign) => [{ query: { client_id: foreign.client } }],
    getBudget: (foreign) => [{ params: { id: foreign.client } }],
    putBudget: (foreign) => [{ params: { id: foreign.client }, body: { soft_usd: null, hard_usd: '1' } }],
    generateBatch: (foreign) => [{ body: { client_id: foreign.client, items: [request] } }],
    generateBatchFromCsv: (foreign) => [{ body: { client_id: foreign.client, defaults, csv: 'topic\nWhose is it\n' } }],
    startTestRun: (foreign) => [
      { params: { id: foreign.job }, body: { template_id: foreign.template, template_version: 1 } },
    ],
    listTestRuns: (foreign) => [{ params: { id: foreign.job } }],
    compareTestRuns: (foreign) => [{ params: { id: foreign.job }, query: { a: foreign.job, b: foreign.job } }],
    listBatches: (foreign) => [{ query: { client_id: foreign.client } }],
    // Batches, webhooks and deliveries by ids that are some other tenant's, if of another thing.
    ...ofThing([
      'getBatch',
      'cancelBatch',
      'retryFailedOfBatch',
      'streamBatchEvents',
      'downloadBatchCsv',
      'downloadBatchZip',
    ]),
    listWebhooks: (foreign) => [{ query: { client_id: foreign.client } }],
    createWebhook: (foreign) => [{ body: { client_id: foreign.client, ...newWebhook } }],
    ...ofThing(['getWebhook', 'removeWebhook', 'rotateWebhookSecret', 'testWebhook', 'listWebhookDeliveries']),
    changeWebhook: (foreign) => [{ params: { id: foreign.job }, body: { is_enabled: false } }],
    redeliver: (foreign) => [{ params: { id: foreign.job, delivery_id: foreign.job } }],
    listNotifications: () => [],
    readNotifications: (foreign) => [{ body: { ids: [foreign.job] } }, { body: { through: foreign.job } }],
    getNotificationPreferences: () => [],
    putNotificationPreferences: () => [],
    getSlack: (foreign) => [{ params: { id: foreign.client } }],
    putSlack: (foreign) => [{ params: { id: foreign.client }, body: newSlack }],
    testSlack: (foreign) => [{ params: { id: foreign.client } }],
    removeSlack: (foreign) => [{ params: { id: foreign.client } }],
  },
  im: {
    generatePrompt: (foreign, own) => [
      { body: { ...prompt, client_id: foreign.client } },
      { body: { ...prompt, client_id: own.client, template_id: foreign.template } },
      { body: { ...prompt, client_id: own.client, job_id: foreign.job } },
      { body: { ...prompt, client_id: own.client, template_id: foreign.template, template_version: 1 } },
    ],
    validatePrompt: (foreign) => [{ body: { client_id: foreign.client, content_type: 'faq', template: 'Whose' } }],
    listPrompts: (foreign) => [{ params: { id: foreign.client } }],
    createPrompt: (foreign, own) => [
      { params: { id: foreign.client }, body: newPrompt },
      { params: { id: own.client }, body: { ...newPrompt, is_active: true, replaces: foreign.template } },
    ],
    getPrompt: (foreign) => [{ params: { id: foreign.template } }],
    getPromptReach: (foreign) => [{ params: { id: foreign.template } }],
    getPromptNeeds: (foreign, own) => [
      { params: { id: foreign.client }, query: { content_type: 'faq' } },
      { params: { id: own.client }, query: { content_type: 'faq', template_id: foreign.template } },
    ],
    renamePrompt: (foreign) => [{ params: { id: foreign.template }, body: { name: 'Mine' } }],
    activatePrompt: (foreign) => [{ params: { id: foreign.template }, body: { version: 1, base: 1 } }],
    deactivatePrompt: (foreign) => [{ params: { id: foreign.template }, body: { base: 1 } }],
    listPromptVersions: (foreign) => [{ params: { id: foreign.template } }],
    savePromptVersion: (foreign) => [{ params: { id: foreign.template }, body: { base_version: 1, template: 'Mine' } }],
    getPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' } }],
    putPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' }, body: { template: 'Mine' } }],
    patchPromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' }, body: { template: 'Mine' } }],
    deletePromptVersion: (foreign) => [{ params: { id: foreign.template, version: '1' } }],
    comparePromptVersions: (foreign) => [{ params: { id: foreign.template } }],
    rollBackPrompt: (foreign) => [{ params: { id: foreign.template }, body: { version: 1, base_version: 1 } }],
    movePromptLabel: (foreign) => [
      { params: { id: foreign.template, label: 'staging' }, body: { version: 1, base: null } },
    ],
    removePromptLabel: (foreign) => [{ params: { id: foreign.template, label: 'staging' }, query: { base: '1' } }],
    listPromptLabels: (foreign) => [{ params: { id: foreign.client } }],
    changePromptLabelRule: (foreign) => [
      { params: { id: foreign.client, label: 'staging' }, body: { protected: true } },
    ],
    previewPrompt: (foreign, own) => [
      { body: { ...newPreview, client_id: foreign.client } },
      { body: { ...newPreview, client_id: own.client, for_client_id: foreign.client } },
      { body: { ...newPreview, client_id: own.client, text: undefined, template_id: foreign.template, version: 1 } },
      { body: { ...newPreview, client_id: own.client, against: { kind: 'job', job_id: foreign.job } } },
    ],
    analysePrompts: (foreign, own) => [
      { query: { client_id: foreign.client } },
      { query: { client_id: own.client, template_id: foreign.template } },
    ],
    listTestSets: (foreign) => [{ params: { id: foreign.client } }],
    createTestSet: (foreign, own) => [
      { params: { id: foreign.client }, body: newTestSet },
      { params: { id: own.client }, body: { ...newTestSet, job_ids: [foreign.job] } },
    ],
    ...ofThing(['getTestSet', 'removeTestSet']),
    updateTestSet: (foreign) => [{ params: { id: foreign.job }, body: { ...newTestSet, base_version: 1 } }],
    listExperiments: (foreign) => [{ params: { id: foreign.client } }],
    createExperiment: (foreign, own) => [
      { params: { id: foreign.client }, body: { ...newExperiment, template_id: own.template } },
      { params: { id: own.client }, body: { ...newExperiment, template_id: foreign.template } },
    ],
    planExperiment: (foreign, own) => [
      { params: { id: foreign.client }, body: { template_id: own.template, weights: [1, 1] } },
      { params: { id: own.client }, body: { template_id: foreign.template, weights: [1, 1] } },
    ],
    ...ofThing(['getExperiment', 'getExperimentResults', 'deleteExperiment', 'stopExperiment']),
    changeExperiment: (foreign) => [
      { params: { id: foreign.job }, body: { ...newExperiment, template_id: foreign.template, base_revision: 1 } },
    ],
    startExperiment: (foreign) => [{ params: { id: foreign.job }, body: { base_revision: 1 } }],
    promoteExperiment: (foreign) => [{ params: { id: foreign.job }, body: { variant: 'a', based_on: 1 } }],
  },
  smm: {
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
  },
}

/** Operations that take one id and no body, asked with somebody else's. */
function ofThing(operations: string[]): Record<string, (foreign: Ids) => Probe[]> {
  return Object.fromEntries(operations.map((id) => [id, (foreign: Ids) => [{ params: { id: foreign.job } }]]))
}

/** Somebody else's content template, under their client and under one's own. */
function ofTemplate(foreign: Ids, own: Ids, body?: object): Probe[] {
  return [foreign, own].map(({ client }) => ({ params: { id: client, templateId: foreign.contentTemplate }, body }))
}

/** Somebody else's key, under their client and under one's own. */
function ofKey(foreign: Ids, own: Ids, body?: object): Probe[] {
  return [foreign, own].map(({ client }) => ({ params: { id: client, keyId: foreign.apiKey }, body }))
}

/** What a probe gets: the answer, and for a request that was accepted, what became of its job. */
export interface Outcome {
  status: number
  body: unknown
  ended?: Pick<Job, 'status' | 'error_code' | 'error_message'>
}

/** Sends the probes of an operation, all at once. */
export function sendProbes(caller: Caller, operation: Operation, wanted: Probe[], asker: Tenant): Promise<Outcome[]> {
  return Promise.all(
    wanted.map(async ({ params = {}, ...options }) => {
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
      const { status, body } = await caller.call(operation.method, path, options)
      if (status !== 202) return { status, body }
      const ended = await asker.untilEnded((body as { job_id: string }).job_id)
      const { error_code, error_message } = ended
      return { status, body: null, ended: { status: ended.status, error_code, error_message } }
    }),
  )
}

/** Outcomes without what differs anyway: the request's id, and the ids that were asked for. */
export function masked(outcomes: Outcome[], ids: Ids): unknown {
  let text = JSON.stringify(outcomes).replace(/"request_id":"[^"]*"/g, '"request_id":""')
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id as string, `<${name}>`)
  return JSON.parse(text)
}

/** The same kinds of ids, made from the given ones. */
export function mapIds(ids: Ids, make: (id: string) => string): Ids {
  const made = Object.entries(ids).map(([name, id]) => [name, make(id as string)])
  return Object.fromEntries(made) as Ids
}

/** An id that only its last digits tell from another. */
export function nextTo(id: string): string {
  return id.slice(0, -4) + (id.endsWith('0000') ? '1111' : '0000')
}
