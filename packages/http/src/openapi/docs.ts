import reference from '@scalar/fastify-api-reference'
import { randomBytes } from 'node:crypto'
import type { Service } from '../service-type.ts'

/** Serves the reference at `/docs`, from this process alone: the page's policy lets it load nothing from elsewhere. */
export async function serveDocs(app: Service, title: string): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, public: true }
    })
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', policy)
    })
    await docs.register(reference, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        pageTitle: title,
        nonce,
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        hideModels: true,
        // What would talk to the maker's own services.
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    })
  })
}
