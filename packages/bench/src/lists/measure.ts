import type { Client } from 'pg'
import type { TestDatabase } from '@hg/testkit'
import type { BenchProcess } from '../process.ts'
import type { Services } from '../systems/services.ts'
import { ask, prepare, readPage, type Question } from './ask.ts'
import { casesOf } from './cases.ts'
import type { Reader } from './people.ts'
import { explainEverything } from './plans.ts'
import type { CaseResult } from './report.ts'

const rounds = 3
/** A case that is this slow gets no more samples in a round: what it is, is plain. */
const enoughMs = 2000

type Say = (line: string) => void

/**
 * Times every case in turns, one request at a time, through the pooler; then asks each once more on connections that
 * explain what they do.
 *
 * @param options.only which cases, by `<reader>: <case>`
 */
export async function measureLists(options: {
  db: Client
  database: TestDatabase
  readers: Reader[]
  services: Services
  /** The same, straight to the database. */
  explained: Services
  samples: number
  only: RegExp
  say: Say
}): Promise<CaseResult[]> {
  const { services, explained, say } = options
  const stops: BenchProcess[] = []
  try {
    stops.push(await services.start('smm'), await services.start('cpm'))
    const questions = await prepareQuestions(options)
    const samples = new Map(questions.map((question) => [question, [] as number[]]))
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round}: ${questions.length} cases`)
      for (const [question, times] of samples)
        times.push(...(await time(question, Math.ceil(options.samples / rounds))))
    }

    say('plans')
    const readWork = await explainEverything(options.db, options.database.adminUrl)
    stops.push(await explained.start('smm'), await explained.start('cpm'))
    const results: CaseResult[] = []
    for (const [question, samplesMs] of samples) {
      const { asked, url } = question
      const again = { ...question, url: url.replace(services.urlOf(asked.service), explained.urlOf(asked.service)) }
      // The first request of somebody finds out who they are.
      await ask(again)
      await readWork()
      await ask(again)
      results.push({ question, samplesMs, work: await readWork() })
    }
    return results
  } finally {
    for (const started of stops.reverse()) await started.stop()
  }
}

async function prepareQuestions(options: { readers: Reader[]; services: Services; only: RegExp }): Promise<Question[]> {
  const { services, only } = options
  const questions: Question[] = []
  for (const reader of options.readers) {
    const list = { name: '', service: 'cpm' as const, path: '/jobs', query: { limit: '1' } }
    const page = await readPage(await prepare(services.urlOf, reader, list))
    for (const asked of casesOf(reader, page?.items?.[0]?.id)) {
      if (only.test(`${reader.name}: ${asked.name}`)) questions.push(await prepare(services.urlOf, reader, asked))
    }
  }
  return questions
}

async function time(question: Question, samples: number): Promise<number[]> {
  await ask(question)
  const times: number[] = []
  for (let spentMs = 0; times.length < samples && spentMs < enoughMs; spentMs += times.at(-1) ?? 0) {
    times.push(await ask(question))
  }
  return times
}
