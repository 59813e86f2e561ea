import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedOperations, type Operation, readRoutes, services } from './routes/read-routes.ts'
import { runRow } from './routes/run.ts'
import { type RunningServices, startServices } from './routes/services.ts'
import { type RouteStage, setRouteStage } from './routes/stage.ts'

const routes = await readRoutes()
let stage: RouteStage
let running: RunningServices
const operations = new Map<string, Operation>()
let ran = 0

beforeAll(async () => {
  stage = await setRouteStage()
  running = await startServices(stage.database, stage.redis.url, stage.keys)
  for (const service of services)
    for (const operation of await closedOperations(running.urls[service]))
      operations.set(`${service} ${operation.id}`, operation)
}, 180_000)
afterAll(async () => {
  await running.stop()
  await stage.close()
  process.stdout.write(`${ran} cases of ${operations.size} operations\n`)
})

it('says of every operation who may call it', () => {
  const listed = services.flatMap((service) => Object.keys(routes[service]).map((id) => `${service} ${id}`))
  expect(listed.sort()).toEqual([...operations.keys()].sort())
})

describe.each(services)('%s', (service) => {
  it.each(Object.keys(routes[service]))('%s answers everybody as their role allows', async (id) => {
    const operation = operations.get(`${service} ${id}`)
    if (!operation) throw new Error(`${service} has no operation ${id}`)
    const wrong: string[] = []
    for (const row of routes[service][id] ?? []) {
      const result = await runRow(stage, { name: service, url: running.urls[service] }, operation, row)
      ran += result.cases
      wrong.push(...result.wrong)
    }
    expect(wrong).toEqual([])
  })
})
