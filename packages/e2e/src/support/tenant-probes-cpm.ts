import { wish } from './sandbox.ts'
import { ofThing, type Probes } from './tenant-ids.ts'

const request = { content_type: 'lesson_plan', topic: 'Whose is it', brief: wish.instant } as const
const newRevision = { title: null, meta_description: null, content: 'Mine', base_version: 1 }
const newWebhook = { url: 'https://hooks.example.com/mine', events: ['job.failed'] }
const newSlack = { url: 'https://hooks.example.com/mine', kinds: ['job_failed'], is_enabled: true }
const defaults = { content_type: 'lesson_plan' } as const

/** Operations of content production. */
export const cpmProbes: Probes = {
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
  askForSuggestion: (foreign) => [{ body: { template_id: foreign.template, template_version: 1 } }],
  listSuggestions: (foreign) => [{ query: { template_id: foreign.template } }],
  ...ofThing(['getSuggestion', 'cancelSuggestion', 'streamSuggestionEvents']),
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
}
