import { readFileSync } from 'node:fs'
import type { GeneratePromptRequest } from '@hg/contracts'
import { promptContext } from '../prompts/context.ts'
import { createRenderer } from '../prompts/render.ts'
import { countTokens } from '../prompts/tokens.ts'

// Prints how long a template takes to render, as `[{ what, samplesMs }]` in JSON. Run by `pnpm bench prompts` with a file
// that holds the template's parts and the requests to render it for.

interface Given {
  template: { template: string; system_template: string }
  pieces: GeneratePromptRequest[]
}

const { template, pieces } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Given
const named = { ...template, template_id: 'long', version: 1, name: 'Long' }
const client = { name: 'Cincinnati Electrician Co.' }
const warmUps = 200

const samples: Record<'anew' | 'remembered' | 'counted', number[]> = { anew: [], remembered: [], counted: [] }

function time<T>(into: number[], work: () => T): T {
  const startedAt = performance.now()
  const result = work()
  into.push(performance.now() - startedAt)
  return result
}

const render = createRenderer()
for (let round = 0; round < warmUps; round += 1) {
  const piece = pieces[round % pieces.length]
  if (piece) countTokens(render(named, promptContext(piece, client)).user)
}
for (const piece of pieces) {
  const prompt = time(samples.remembered, () => render(named, promptContext(piece, client)))
  time(samples.counted, () => countTokens(prompt.system) + countTokens(prompt.user))
  const anew = createRenderer()
  time(samples.anew, () => anew(named, promptContext(piece, client)))
}

process.stdout.write(
  JSON.stringify([
    { what: 'rendered, the template compiled before', samplesMs: samples.remembered },
    { what: 'compiled and rendered', samplesMs: samples.anew },
    { what: 'its tokens counted', samplesMs: samples.counted },
  ]),
)
