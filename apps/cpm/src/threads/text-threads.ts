import type { ExportedPiece } from '@hg/contracts'
import type { Logger } from '@hg/runtime'
import { Piscina } from 'piscina'
import type { LaidOutFormat } from '../jobs/export/lay-out.ts'
import type { Reviewed, TextToReview } from '../quality/reviewed.ts'
import type { layOut, review } from './text-thread.ts'

/** Checks and lays out texts in threads of their own: what a model or a person wrote never holds up the process. */
export interface TextThreads {
  /** @throws {TextTooHard} */
  review: (text: TextToReview) => Promise<Reviewed>
  /** @throws {TextTooHard} */
  layOut: (piece: ExportedPiece, format: LaidOutFormat) => Promise<Buffer>
  close(): Promise<void>
}

/** A text that could not be worked on: it took too long, or broke the thread that did it. The message is for people. */
export class TextTooHard extends Error {
  override name = 'TextTooHard'
}

const usualLimitMs = 10_000
/** A thread that stands idle for so long ends. */
const idleMs = 60_000
const mostMemoryMb = 512

/**
 * Starts threads as they are needed.
 *
 * @param options.limitMs how long one text may take, from the moment on that a thread has begun with it
 */
export function createTextThreads({
  threads,
  limitMs = usualLimitMs,
  logger,
}: {
  threads: number
  limitMs?: number
  logger: Logger
}): TextThreads {
  const pool = new Piscina({
    filename: new URL('./text-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  })
  const begun = new Map<number, () => void>()
  let last = 0
  pool.on('message', (number: number) => begun.get(number)?.())

  async function run<Result>(name: 'review' | 'layOut', input: unknown): Promise<Result> {
    const number = ++last
    const controller = new AbortController()
    let timer: NodeJS.Timeout | undefined
    begun.set(number, () => {
      timer = setTimeout(() => {
        controller.abort()
      }, limitMs)
    })
    try {
      return (await pool.run({ number, input }, { name, signal: controller.signal })) as Result
    } catch (err) {
      if (controller.signal.aborted) {
        logger.warn({ task: name, limitMs }, 'a text took too long and was given up')
        throw new TextTooHard(`it took longer than ${limitMs / 1000} s`)
      }
      logger.error({ err, task: name }, 'a text broke the thread that worked on it')
      throw new TextTooHard('it broke what reads it', { cause: err })
    } finally {
      clearTimeout(timer)
      begun.delete(number)
    }
  }

  return {
    review: (text) => run<ReturnType<typeof review>>('review', text),
    layOut: async (piece, format) =>
      Buffer.from(await run<Awaited<ReturnType<typeof layOut>>>('layOut', { piece, format })),
    close: () => pool.destroy(),
  }
}
