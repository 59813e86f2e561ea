import type { JobListQuery } from '@hg/contracts'
import type { Reader } from './people.ts'
import { absentWord, frequentWord, rareWord, towns } from './words.ts'

/** One thing that a reader asks for. */
export interface Case {
  name: string
  service: 'cpm' | 'smm'
  path: string
  query: Record<string, string>
  /** Go so many pages further by cursor; what is measured is the last one. */
  pagesAhead?: number
  /** A stream: measured until it opens. */
  isStream?: boolean
}

const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString()

type Filter = Partial<Record<keyof JobListQuery, string>>

const filters: [name: string, filter: Filter, pagesAhead?: number][] = [
  ['no filter', {}],
  ['page 2', {}, 1],
  ['page 3', {}, 2],
  ['limit 100', { limit: '100' }],
  ['completed', { status: 'completed' }],
  ['failed', { status: 'failed' }],
  ['failed, page 2', { status: 'failed' }, 1],
  ['pending', { status: 'pending' }],
  ['blog posts', { content_type: 'blog_post' }],
  ['lesson plans (1 of 200)', { content_type: 'lesson_plan' }],
  ['openai', { llm_provider: 'openai' }],
  ['groq (1 of 50)', { llm_provider: 'groq' }],
  ['of the last week', { created_after: daysAgo(7) }],
  ['before half a year', { created_before: daysAgo(182) }],
  ['of one week, long ago', { created_after: daysAgo(150), created_before: daysAgo(143) }],
  ['failed lesson plans of groq', { status: 'failed', content_type: 'lesson_plan', llm_provider: 'groq' }],
  ['failed blog posts of openai', { status: 'failed', content_type: 'blog_post', llm_provider: 'openai' }],
  ['pending before half a year', { status: 'pending', created_before: daysAgo(182) }],
  ['q: a frequent word', { q: frequentWord }],
  ['q: a frequent word, page 3', { q: frequentWord }, 2],
  ['q: a town (1 of 169)', { q: towns[100] ?? '' }],
  ['q: a rare word', { q: rareWord }],
  ['q: no match', { q: absentWord }],
  ['q: two letters, no match', { q: 'zq' }],
  ['q: a frequent word, failed lesson plans', { q: frequentWord, status: 'failed', content_type: 'lesson_plan' }],
  ['q: a town, failed, before half a year', { q: towns[100] ?? '', status: 'failed', created_before: daysAgo(182) }],
]

/** All that is asked in this reader's name. `jobId` is a job of theirs, where they have one. */
export function casesOf(reader: Reader, jobId: string | undefined): Case[] {
  const list = (name: string, query: Filter, pagesAhead = 0): Case => ({
    name,
    service: 'cpm',
    path: '/jobs',
    query,
    pagesAhead,
  })
  return [
    ...filters.map(([name, query, pagesAhead]) => list(name, query, pagesAhead)),
    ...(reader.foreignWord ? [list('q: a frequent word of others', { q: reader.foreignWord })] : []),
    ...reader.named.flatMap(({ name, id }) => [
      list(`of ${name}`, { client_id: id }),
      list(`of ${name}, failed`, { client_id: id, status: 'failed' }),
      list(`of ${name}, q: a town`, { client_id: id, q: towns[100] ?? '' }),
    ]),
    ...reader.named.map(({ name, id }): Case => ({
      name: `event stream of ${name}`,
      service: 'cpm',
      path: '/jobs/events',
      query: { client_id: id },
      isStream: true,
    })),
    ...(jobId ? [{ name: 'one job', service: 'cpm' as const, path: `/jobs/${jobId}`, query: {} }] : []),
    ...(reader.isKey ? [] : [{ name: 'the client tree', service: 'smm' as const, path: '/clients', query: {} }]),
  ]
}
