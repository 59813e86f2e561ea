import type { ContentType } from '@hg/contracts'
import { signServiceToken } from '@hg/runtime'
import { createTestDatabase, createTestRedis } from '@hg/testkit'
import pg from 'pg'
import { prepareServices } from '../systems/services.ts'
import { fireOnSchedule, type Answers, type Shot } from './open-loop.ts'
import { longTemplate, promptRequest } from './request.ts'

/** Content types that the seeds have no templates for. */
const contentTypes: ContentType[] = ['article', 'landing_page', 'service_page', 'faq']
const warmUpSeconds = 3

/** Answers, and the processor time that the module took for each. */
export type Served = Answers & { cpuMsPerRequest: number }

/** Asks a running instructions module for prompts at a fixed rate, through PgBouncer, in every client's name. */
export async function measureServing(options: { dir: string; perSecond: number; seconds: number }): Promise<Served> {
  const { dir, perSecond, seconds } = options
  const [database, redis] = [await createTestDatabase(), await createTestRedis()]
  const db = new pg.Client({ connectionString: database.adminUrl })
  try {
    await db.connect()
    const clientIds = await setStage(db)
    const services = await prepareServices({ dir, database, redis })
    const im = await services.start('im')
    try {
      const url = `${services.urlOf('im')}/generate-prompt`
      const prepare = (amount: number) => prepareShots(amount, clientIds, services.keys.privateKey)
      await fireOnSchedule(url, perSecond, await prepare(perSecond * warmUpSeconds))
      const shots = await prepare(perSecond * seconds)
      const before = await readCpuSeconds(services.urlOf('im'))
      const answers = await fireOnSchedule(url, perSecond, shots)
      const cpuSeconds = (await readCpuSeconds(services.urlOf('im'))) - before
      return { ...answers, cpuMsPerRequest: (cpuSeconds * 1000) / shots.length }
    } finally {
      await im.stop()
    }
  } finally {
    await db.end()
    await redis.release()
    await database.drop()
  }
}

/** Gives every client that has none above it a long template per content type, and every agency one of its own. */
async function setStage(db: pg.Client): Promise<string[]> {
  await db.query(
    `insert into prompt_templates (client_id, name, content_type, system_template, template)
     select c.id, 'Long ' || t, t, $2, $3
     from clients c cross join unnest($1::content_type[]) t
     where c.type <> 'customer'`,
    [contentTypes, longTemplate.system_template, longTemplate.template],
  )
  const { rows } = await db.query<{ id: string }>('select id from clients order by name')
  return rows.map(({ id }) => id)
}

/** As a worker asks: each piece in its client's name, with a token of its own. */
async function prepareShots(amount: number, clientIds: string[], privateKey: string): Promise<Shot[]> {
  const shots: Shot[] = []
  for (let number = 0; number < amount; number += 1) {
    const clientId = clientIds[number % clientIds.length] ?? ''
    const contentType = contentTypes[Math.floor(number / clientIds.length) % contentTypes.length] ?? 'article'
    const body = Buffer.from(JSON.stringify(promptRequest({ clientId, contentType, number })))
    const token = await signServiceToken(privateKey, { issuer: 'cpm', audience: 'im', actor: `client:${clientId}` })
    shots.push({
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': body.length,
      },
      body,
    })
  }
  return shots
}

/** The processor time that the service has taken since it began. */
async function readCpuSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_cpu_seconds_total(?:{.*})? (\S+)$/m.exec(metrics)?.[1])
}
