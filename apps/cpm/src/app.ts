import { createService, type Authenticator, type HealthChecks, type LimitOptions, type Service } from '@hg/http'
import type { ServerDeps } from './deps.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { estimateRoute } from './routes/estimate.ts'
import { batchRoutes } from './routes/batches.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { generateBatchRoutes } from './routes/generate-batch.ts'
import { generateRoute } from './routes/generate.ts'
import { jobActionRoutes } from './routes/job-actions.ts'
import { jobRoutes } from './routes/jobs.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { slackRoutes } from './routes/slack.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { testRunRoutes } from './routes/test-runs.ts'
import { usageRoutes } from './routes/usage.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { providerRoutes } from './routes/providers.ts'

export const version = '0.1.0'

/** The REST API of the Content Production Module. */
export async function buildApp(
  deps: ServerDeps,
  options: {
    authenticate: Authenticator
    health: HealthChecks
    limits?: LimitOptions
    corsOrigins?: string[]
    trustedHops?: number
    publicUrl?: string
  },
): Promise<Service> {
  const app = await createService({
    name: 'cpm',
    logger: deps.logger,
    api: {
      title: 'HG Content: content production',
      version,
      description: 'Ask for content, watch it being written, and get it with its checks and its cost.',
      tags: [
        { name: 'content', description: 'Requests and their results' },
        { name: 'revisions', description: 'Edits of what was written' },
        { name: 'batches', description: 'Many pieces at once' },
        { name: 'trials', description: 'Versions of prompts, tried on saved briefs' },
        { name: 'suggestions', description: 'Tighter versions of prompts, asked of a model' },
        { name: 'events', description: 'Server-sent events' },
        { name: 'cost', description: 'Budgets, usage and estimates' },
        { name: 'webhooks', description: 'Being told, in the way of Standard Webhooks' },
        { name: 'notifications', description: 'What people are told, in the app, by mail and in Slack' },
      ],
      ...(options.publicUrl ? { servers: [{ url: options.publicUrl }] } : {}),
    },
    authenticate: options.authenticate,
    health: options.health,
    limits: options.limits,
    corsOrigins: options.corsOrigins,
    trustedHops: options.trustedHops,
  })
  generateRoute(app, deps)
  generateBatchRoutes(app, deps)
  batchRoutes(app, deps)
  testRunRoutes(app, deps)
  suggestionRoutes(app, deps)
  jobRoutes(app, deps)
  jobActionRoutes(app, deps)
  revisionRoutes(app, deps)
  exportRoutes(app, deps)
  providerRoutes(app, deps)
  eventRoutes(app, deps)
  estimateRoute(app, deps)
  budgetRoutes(app, deps)
  usageRoutes(app, deps)
  webhookRoutes(app, deps)
  notificationRoutes(app, deps)
  slackRoutes(app, deps)
  return app
}
