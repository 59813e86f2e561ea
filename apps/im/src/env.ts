import { port, serviceEnv } from '@hg/http'
import { parseEnv } from '@hg/runtime'
import { z } from 'zod'

const imEnv = serviceEnv.extend({
  PORT: port.default(8001),
  /** Connections to the database at most. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
})
export type ImEnv = z.infer<typeof imEnv>

/** The environment of the Instructions Module. */
export function readEnv(): ImEnv {
  return parseEnv(imEnv, process.env)
}
