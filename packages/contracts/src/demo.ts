import { z } from 'zod'
import { apiKeyScope, clientType, role } from './enums.ts'
import { uuid } from './primitives.ts'

/** `.data/demo.json`, which the quick start writes: where everything listens and who may sign in. */
export const demoFile = z.object({
  urls: z.object({ frontend: z.url(), cpm: z.url(), im: z.url(), smm: z.url() }),
  users: z.array(z.object({ email: z.email(), password: z.string(), role, client_slug: z.string() })),
  api_keys: z.array(z.object({ client_slug: z.string(), scopes: z.array(apiKeyScope), key: z.string() })),
  clients: z.array(
    z.object({ id: uuid, slug: z.string(), name: z.string(), type: clientType, parent_slug: z.string().nullable() }),
  ),
})
export type DemoFile = z.infer<typeof demoFile>
