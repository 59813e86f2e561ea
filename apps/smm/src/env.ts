import { port, serviceEnv } from '@hg/http'
import { parseEnv } from '@hg/runtime'
import type { z } from 'zod'

const smmEnv = serviceEnv.extend({ PORT: port.default(8003) })
export type SmmEnv = z.infer<typeof smmEnv>

/** The environment of the strategy service. */
export function readEnv(): SmmEnv {
  return parseEnv(smmEnv, process.env)
}
