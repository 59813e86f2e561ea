import type { Database } from '@hg/db'
import { createService, type Service, type ServiceOptions } from '@hg/http'
import type { Redis } from 'ioredis'
import packageJson from '../package.json' with { type: 'json' }
import { createFactsSource } from './prompts/make-prompt.ts'
import { createRenderer } from './prompts/render.ts'
import { createTemplateSource } from './prompts/serve.ts'
import { experimentRoutes } from './routes/experiments.ts'
import { generatePromptRoute } from './routes/generate-prompt.ts'
import { previewPromptRoute } from './routes/preview-prompt.ts'
import { promptAnalyticsRoute } from './routes/prompt-analytics.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { templateLabelRoutes } from './routes/template-labels.ts'
import { templateServingRoutes } from './routes/template-serving.ts'
import { templateVersionRoutes } from './routes/template-versions.ts'
import { templateRoutes } from './routes/templates.ts'
import { testSetRoutes } from './routes/test-sets.ts'
import { validateTemplateRoute } from './routes/validate-template.ts'

export interface AppOptions extends Pick<
  ServiceOptions,
  'logger' | 'authenticate' | 'limits' | 'corsOrigins' | 'trustedHops'
> {
  db: Database
  redis?: Redis | undefined
}

/** The Instructions Module: prompts, rendered from versioned templates. */
export async function buildApp(options: AppOptions): Promise<Service> {
  const { db, redis, limits, ...rest } = options
  const app = await createService({
    ...rest,
    name: 'im',
    api: {
      title: 'HG Content: instructions',
      version: packageJson.version,
      description:
        'Prompts, rendered from versioned templates. Internal: called by content production and the web app.',
      tags: [
        { name: 'prompts', description: 'What the models are told' },
        {
          name: 'templates',
          description: 'Versioned texts that prompts are made of, their labels, and what renders what',
        },
        { name: 'suggestions', description: 'Tighter versions, asked of a model by content production' },
        { name: 'test sets', description: 'Briefs to try versions on' },
        { name: 'experiments', description: 'Versions of a template compared on real jobs' },
      ],
    },
    limits: { ...limits, ...(redis ? { redis } : {}) },
    health: { database: () => db.ping(), ...(redis ? { redis: () => redis.ping() } : {}) },
  })
  const making = { findFacts: createFactsSource(db), renderPrompt: createRenderer() }
  generatePromptRoute(app, { ...making, findTemplate: createTemplateSource(db) })
  validateTemplateRoute(app, { db })
  templateRoutes(app, { db })
  templateVersionRoutes(app, { db })
  templateServingRoutes(app, { db })
  templateLabelRoutes(app, { db })
  previewPromptRoute(app, { ...making, db })
  suggestionRoutes(app, { db })
  testSetRoutes(app, { db })
  promptAnalyticsRoute(app, { db })
  experimentRoutes(app, { db })
  return app
}
