import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { longTemplate, promptRequest } from './request.ts'

const script = join(import.meta.dirname, '../../../../apps/im/src/test/time-rendering.ts')

/** Samples in ms of the processor's wall clock, a row per thing that was timed. */
export type RenderingTimes = { what: string; samplesMs: number[] }[]

/** Times the rendering of the long template, with another piece each time, in a process of its own. */
export async function timeRendering(dir: string, samples: number): Promise<RenderingTimes> {
  const pieces = Array.from({ length: samples }, (_, number) =>
    promptRequest({ clientId: '0190a6d8-0000-7000-8000-000000000001', contentType: 'blog_post', number }),
  )
  const file = join(dir, 'rendering.json')
  await writeFile(file, JSON.stringify({ template: longTemplate, pieces }))
  const { stdout } = await promisify(execFile)(process.execPath, [script, file])
  return JSON.parse(stdout) as RenderingTimes
}
