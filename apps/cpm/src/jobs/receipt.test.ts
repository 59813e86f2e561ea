import { llmProvider, recomputeReceipt } from '@hg/contracts'
import { withClient } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { readJob } from './get.ts'
import { restoreRevision } from './revisions/restore.ts'
import { saveRevision } from './revisions/save.ts'
import { submitJob } from './submit.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

describe('a receipt', () => {
  it('reckoned again gives what was charged, to the last digit, whatever happened to the job', async () => {
    const faults = ['', 'cut times=1', 'drop times=2', '503 times=1', '401', 'empty times=1', 'refused', 'context']
    const ids = await Promise.all(
      Array.from({ length: 32 }, async (_, index) => {
        const fault = faults[index % faults.length] ?? ''
        const { accepted } = await submitJob(
          h.server,
          h.as('member'),
          h.request({
            brief: fault && `[[sandbox:fault=${fault} provider=openai]]`,
            llm: { provider: llmProvider.options[Math.floor(index / faults.length)], temperature: 0.7 },
          }),
        )
        return accepted.job_id
      }),
    )
    for (const id of ids) await h.deliver(id)
    const charged = await withClient(h.target.adminUrl, async (db) => {
      const { rows } = await db.query<{ job_id: string; total: string; estimated: string }>(
        `select job_id, trim_scale(sum(amount_usd))::text as total,
           trim_scale(coalesce(sum(amount_usd) filter (where estimated), 0))::text as estimated
         from charges group by job_id`,
      )
      return new Map(rows.map((row) => [row.job_id, row]))
    })
    let lines = 0
    for (const id of ids) {
      const { receipt, attempts } = await readJob(h.server, h.as('viewer'), id)
      const again = recomputeReceipt(receipt)
      expect(again.amounts_usd).toEqual(receipt.lines.map(({ amount_usd }) => amount_usd))
      expect(again.total_usd).toBe(charged.get(id)?.total ?? '0')
      expect(receipt).toMatchObject({ total_usd: again.total_usd, estimated_usd: charged.get(id)?.estimated ?? '0' })
      expect(receipt.lines).toHaveLength(attempts.length)
      lines += receipt.lines.length
    }
    expect(lines).toBeGreaterThan(32)
  })

  it('tells of each repair with its call, and of each edit with its author', async () => {
    h.others.strategy = {
      content: { word_count: { min: 300, max: 900 }, banned_phrases: ['game-changer'] },
      quality: { min_score: 100, max_repairs: 1 },
    }
    h.server.strategies.forget()
    const brief = '[[sandbox:banned_phrase]]'
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ brief, llm: { provider: 'openai' } }))
    const id = accepted.job_id
    expect((await readJob(h.server, h.as('viewer'), id)).receipt).toMatchObject({ repairs: [], revisions: [] })
    await h.deliver(id)
    const text = { title: 'By hand', meta_description: null, content: '## One\n\nShort.\n' }
    await saveRevision(h.server, h.as('member'), id, { ...text, base_version: 1, note: 'Shorter' })
    await restoreRevision(h.server, h.as('admin'), id, 1, { base_version: 2 })
    const { receipt } = await readJob(h.server, h.as('viewer'), id)
    expect(receipt.lines.map(({ purpose }) => purpose)).toEqual(['write', 'repair'])
    expect(receipt.repairs).toMatchObject([{ round: 1, attempt: 2, checks: ['banned_phrases'], verdict: 'better' }])
    expect(receipt.repairs[0]).not.toHaveProperty('segments')
    const actor = (role: 'member' | 'admin') => `user:${h.tenant.users[role]}`
    expect(receipt.revisions).toMatchObject([
      { number: 1, created_by: null, author: null, restored_from: null, passed: true },
      { number: 2, created_by: actor('member'), author: expect.any(String) as string, note: 'Shorter', word_count: 2 },
      { number: 3, created_by: actor('admin'), restored_from: 1 },
    ])
    // Edits are not calls: the piece cost what it cost.
    expect(recomputeReceipt(receipt).total_usd).toBe(receipt.total_usd)
    expect(receipt.checks).toMatchObject({ passed: true, failed: [] })
  })

  it('names the tier that held, and keeps its price whatever prices come later', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ llm: { provider: 'openai' } }))
    const id = accepted.job_id
    await h.deliver(id)
    const before = await readJob(h.server, h.as('viewer'), id)
    expect(before.receipt.lines[0]?.price.over_context_tokens).toBeNull()
    await withClient(h.target.adminUrl, (db) =>
      db.query(
        `insert into prices (provider, model, effective_from, input_usd_per_million, output_usd_per_million, source)
         select provider, model, now(), 999, 999, 'test' from models where provider = 'openai'`,
      ),
    )
    expect((await readJob(h.server, h.as('viewer'), id)).receipt).toEqual(before.receipt)
    // The price row of a call with a long input, as its tier says.
    await withClient(h.target.adminUrl, async (db) => {
      await db.query(
        `update prices set tiers = '[{"over_context_tokens": 10, "input_usd_per_million": 7, "output_usd_per_million": 8}]'
         where id = (select price_id from job_attempts where job_id = $1)`,
        [id],
      )
    })
    const { lines } = (await readJob(h.server, h.as('viewer'), id)).receipt
    expect(lines[0]?.price).toMatchObject({
      over_context_tokens: 10,
      input_usd_per_million: '7',
      output_usd_per_million: '8',
      cache_read_usd_per_million: '7',
    })
  })
})
