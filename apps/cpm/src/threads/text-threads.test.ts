import { createLogger } from '@hg/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { createReviewer } from '../generation/review-answer.ts'
import type { Run } from '../generation/run-context.ts'
import type { TextToReview } from '../quality/reviewed.ts'
import { panelArticle } from '../quality/test/articles.ts'
import { createTextThreads, type TextThreads, TextTooHard } from './text-threads.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const started: TextThreads[] = []
function start(limitMs?: number): TextThreads {
  const threads = createTextThreads({ threads: 1, limitMs, logger })
  started.push(threads)
  return threads
}
afterEach(async () => {
  for (const threads of started.splice(0)) await threads.close()
})

const draft = { title: 'A title', metaDescription: null, content: panelArticle, isComplete: true }
const text: TextToReview = { ...draft, contentType: 'blog_post', strategy: {} }
/** Allowed, and the work of seconds: the limit of the tests below is one millisecond. */
const long = `${panelArticle}\n\n`.repeat(100)

describe('a text in a thread', () => {
  it('is checked as it would be here', async () => {
    const reviewed = await start().review(text)
    expect(reviewed.report.checks.map(({ id }) => id)).toContain('language')
    expect(reviewed).toMatchObject({ wordCount: 210, outline: expect.stringContaining('## Why panels age') as string })
    expect(reviewed.signature).toHaveLength(128)
  })

  it('that takes too long is given up, and the next one is checked all the same', async () => {
    const threads = start(1)
    await expect(threads.review({ ...text, content: long })).rejects.toThrow(TextTooHard)
    const patient = start()
    await expect(patient.review(text)).resolves.toMatchObject({ wordCount: 210 })
  })

  it('that breaks its thread is given up', async () => {
    const broken = { ...text, strategy: null } as unknown as TextToReview
    await expect(start().review(broken)).rejects.toThrow('it broke what reads it')
  })

  it('holds nobody up: while one is checked, this process goes on', async () => {
    let isDone = false
    const review = start()
      .review({ ...text, content: long })
      .then(() => (isDone = true))
    const turn = await new Promise<string>((resolve) => {
      setImmediate(() => {
        resolve(isDone ? 'after' : 'before')
      })
    })
    expect(turn).toBe('before')
    await review
  })
})

describe('a piece that cannot be checked', () => {
  const run = {
    request: { content_type: 'blog_post' },
    snapshot: { effective: { quality: { min_score: 60 } } },
  } as unknown as Run
  const unchecked = (why: string) => ({
    report: {
      score: 0,
      passed: false,
      min_score: 60,
      checks: [{ id: 'readable', passed: false, severity: 'error', actual: `not checked: ${why}` }],
    },
    segments: [],
    signature: [],
  })

  it.each([
    ['quotes in quotes', '> '.repeat(4000), 'it has quotes or lists more than 20 deep'],
    ['lists in lists', `${'- '.repeat(4000)}x`, 'it has quotes or lists more than 20 deep'],
    ['footnotes', '[^a]'.repeat(8000), 'it has more than 2000 brackets in one paragraph'],
  ])('is kept, and never said to have passed: %s', async (_, content, why) => {
    const reviewed = await createReviewer(start(), run)({ ...draft, content })
    expect(reviewed).toMatchObject({ draft: { content }, ...unchecked(why) })
  })

  it('in good time is kept, too', async () => {
    const reviewed = await createReviewer(start(1), run)({ ...draft, content: long })
    expect(reviewed).toMatchObject({ draft: { content: long }, ...unchecked('it took longer than 0.001 s') })
  })
})
