import { createLogger } from '@hg/runtime'
import { buildApp } from './app.ts'
import type { ServerDeps } from './deps.ts'

const logger = createLogger({ service: 'cpm', level: 'silent' })

/** Routes are described here and never called, so there is nothing behind them. */
const nothing = new Proxy({} as ServerDeps, {
  get(_, name) {
    if (name === 'logger') return logger
    throw new Error(`describing the API must not need ${String(name)}`)
  },
})

/** The OpenAPI document of the CPM as JSON text, as `/openapi.json` serves it; for what is generated from it. */
export async function describeApi(): Promise<string> {
  const app = await buildApp(nothing, {
    authenticate: { takesApiKeys: true, authenticate: () => Promise.reject(new Error('nobody calls')) },
    health: { database: () => Promise.resolve() },
  })
  try {
    const { payload } = await app.inject('/openapi.json')
    return `${JSON.stringify(JSON.parse(payload), null, 2)}\n`
  } finally {
    await app.close()
  }
}

if (import.meta.main) process.stdout.write(await describeApi())
