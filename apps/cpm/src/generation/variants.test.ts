import type { GenerateRequest } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { retryJob } from '../jobs/again/retry.ts'
import { readJob } from '../jobs/get.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'

let h: Harness
const experiment = { id: randomUUID(), name: 'Shorter', variant: 'b' as const }

beforeAll(async () => {
  h = await startHarness()
})
afterEach(() => {
  h.sandbox.reset()
  h.others.promptExtras = {}
  h.others.promptRefusal = null
})
afterAll(() => h.close())

async function submit(fields: Partial<GenerateRequest> = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  return accepted.job_id
}

const variantOf = async (id: string) => {
  const { experiment_id, experiment_variant } = await h.row(id)
  return [experiment_id, experiment_variant]
}

describe('a job that is given a variant', () => {
  it('keeps it, and its receipt names it', async () => {
    h.others.promptExtras = { experiment }
    const id = await submit()
    await h.deliver(id)
    expect(h.others.lastPromptRequest?.job_id).toBe(id)
    expect(await variantOf(id)).toEqual([experiment.id, 'b'])
    const job = await readJob(h.server, h.as('viewer'), id)
    expect(job.receipt).toMatchObject({
      experiment: { id: experiment.id, variant: 'b', name: null },
      template: { version: 1 },
    })
  })

  it('keeps it also when it fails before any call, by the variant itself or by what comes after', async () => {
    h.others.promptRefusal = {
      code: 'unknown_variable',
      status: 422,
      detail: 'The template names a variable that is missing.',
      facts: { experiment_id: experiment.id, variant: 'b' },
    }
    const unrendered = await submit()
    await h.deliver(unrendered)
    expect(await h.row(unrendered)).toMatchObject({ status: 'failed', error_code: 'prompt_failed' })
    expect(await variantOf(unrendered)).toEqual([experiment.id, 'b'])
    h.others.promptRefusal = null
    h.others.promptExtras = { experiment, tokens: 900_000_000 }
    const tooLong = await submit()
    await h.deliver(tooLong)
    expect(await h.row(tooLong)).toMatchObject({ status: 'failed' })
    expect(await h.attempts(tooLong)).toHaveLength(0)
    expect(await variantOf(tooLong)).toEqual([experiment.id, 'b'])
  })

  it('leaves the experiment when it is written again after that has ended', async () => {
    h.others.promptExtras = { experiment }
    h.others.isAway = false
    const id = await submit({ brief: '[[sandbox:fault=refused]]' })
    await askAdmin(h, `update jobs set experiment_id = $2, experiment_variant = 'a' where id = $1`, [id, experiment.id])
    h.others.promptExtras = {}
    await h.deliver(id)
    expect(await variantOf(id)).toEqual([null, null])
  })

  it('is repeated without one: what is asked for again takes part in no experiment', async () => {
    h.others.promptExtras = { experiment }
    const first = await submit({ brief: '[[sandbox:fault=refused]]' })
    await h.deliver(first)
    expect(await variantOf(first)).toEqual([experiment.id, 'b'])
    h.others.promptExtras = {}
    const { accepted } = await retryJob(h.server, h.as('member'), first, {})
    await h.deliver(accepted.job_id)
    expect(h.others.lastPromptRequest?.job_id).toBeUndefined()
    expect(await variantOf(accepted.job_id)).toEqual([null, null])
  })
})

describe('a job that fails before its prompt is made', () => {
  const template = { template_id: randomUUID(), template_version: '7', template_name: 'Calm' }

  it('counts for the version that could not be rendered, and shows no prompt', async () => {
    const facts = template
    h.others.promptRefusal = { code: 'variables_invalid', status: 422, detail: 'The season is missing.', facts }
    const id = await submit()
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'failed', error_code: 'variables_invalid' })
    const { prompt, receipt } = await readJob(h.server, h.as('viewer'), id)
    expect(prompt).toBeNull()
    expect(receipt.template).toMatchObject({ id: template.template_id, version: 7, name: 'Calm', tokens: null })
  })

  it('counts for the version whose prompt was too long to be sent', async () => {
    h.others.promptExtras = { tokens: 900_000_000 }
    const id = await submit()
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'failed', error_code: 'context_too_long' })
    expect((await readJob(h.server, h.as('viewer'), id)).receipt.template).toMatchObject({ version: 1 })
  })

  it('counts for no version where none was found, or the refusal names none that could be', async () => {
    for (const facts of [undefined, { ...template, template_version: 'none' }]) {
      h.others.promptRefusal = { code: 'template_missing', status: 422, detail: 'None.', ...(facts && { facts }) }
      const id = await submit()
      await h.deliver(id)
      expect(await h.row(id)).toMatchObject({ status: 'failed', template_id: null, template_version: null })
    }
  })
})
