import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Breakage, Part } from '../stage/breakable.ts'
import type { Stage } from '../stage/stage.ts'

const run = promisify(execFile)

/** Breaks what stands under the product. Only on the full topology. */
export interface Breaker {
  break(part: Part, breakage: Breakage): Promise<void>
  /** Everything back to normal. */
  mend(): Promise<void>
  /** Empties the product's Redis database, as a careless operator would. */
  flushRedis(): Promise<void>
}

export function breakerOf({ breakerUrl, redisUrl }: Stage): Breaker {
  async function apply(part: Part, breakage: Breakage): Promise<void> {
    if (breakerUrl === null) throw new Error('nothing can be broken on this topology')
    const answer = await fetch(`${breakerUrl}/${part}/${breakage}`, { method: 'POST' })
    if (!answer.ok) throw new Error(`the breaker answered ${answer.status}: ${await answer.text()}`)
  }
  return {
    break: apply,
    async mend() {
      if (breakerUrl === null) return
      await Promise.all([apply('database', 'resume'), apply('redis', 'resume')])
    },
    async flushRedis() {
      const { stdout } = await run('redis-cli', ['-u', redisUrl ?? '', 'FLUSHDB'])
      if (stdout.trim() !== 'OK') throw new Error(`Redis answered ${stdout}`)
    },
  }
}
