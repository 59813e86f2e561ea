import type { StrategyConfiguration } from '@hg/contracts'
import { createLogger } from '@hg/runtime'
import type { TextToReview } from '../quality/reviewed.ts'
import { panelArticle } from '../quality/test/articles.ts'
import { signatureOf } from '../quality/shingles.ts'
import { createTextThreads } from '../threads/text-threads.ts'

// Prints how long the checks of a piece take, thread and all: `[{ words, samplesMs }]` as JSON. Run by `pnpm bench checks`.

/** A rule of each kind. */
const strategy: StrategyConfiguration = {
  seo: {
    primary_keywords: ['electrical panel'],
    secondary_keywords: ['breaker', 'copper lug'],
    keyword_density: { min: 0.2, max: 3 },
    headings: { min_h2: 2, max_depth: 3 },
    internal_links: [{ url: 'https://cincinnati-electrician.example/services' }],
  },
  content: {
    word_count: { min: 300, max: 20_000 },
    reading_level: { max_grade: 9 },
    structure: ['Why panels age', 'What it costs'],
    must_include: ['written estimate', 'permit'],
    banned_phrases: Array.from({ length: 20 }, (_, index) => `banned phrase ${index}`),
    required_disclaimers: [
      'Electrical work may need a permit and an inspection; rules differ between cities and counties.',
    ],
    cta: 'Ask for a written estimate, and we will call you back within one working day.',
    term_map: { fuse: 'breaker', 'fuse box': 'electrical panel' },
  },
  quality: { min_score: 80 },
}

const sizes = [500, 2000, 8000]
const wordsOfArticle = 210
const warmUps = 10

/** An article of so many words, whose parts differ. */
function articleOf(words: number): string {
  return Array.from({ length: Math.ceil(words / wordsOfArticle) }, (_, part) =>
    panelArticle.replaceAll(
      /\b(panel|breaker|lug|owners|house)\b/g,
      (word) => `${word} ${String.fromCharCode(97 + (part % 26))}${part}`,
    ),
  ).join('\n\n')
}

const samples = Number(process.argv[2] ?? 50)
const threads = createTextThreads({ threads: 1, logger: createLogger({ service: 'bench', level: 'silent' }) })
const recent = Array.from({ length: 50 }, (_, index) => ({
  jobId: String(index),
  title: null,
  signature: signatureOf(articleOf(500 + index), 'en-US'),
}))

const results = []
for (const size of sizes) {
  const content = articleOf(size)
  const text: TextToReview = {
    ...{ title: 'When to upgrade an electrical panel', metaDescription: 'How panels age.', content, isComplete: true },
    ...{ contentType: 'blog_post', strategy, keywords: ['panel upgrade'], recent },
  }
  const samplesMs: number[] = []
  let words = 0
  for (let sample = -warmUps; sample < samples; sample += 1) {
    const startedAt = performance.now()
    words = (await threads.review(text)).wordCount
    if (sample >= 0) samplesMs.push(performance.now() - startedAt)
  }
  results.push({ words, samplesMs })
}
await threads.close()
process.stdout.write(JSON.stringify(results))
