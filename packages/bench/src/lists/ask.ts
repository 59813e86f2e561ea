import type { Services } from '../systems/services.ts'
import type { Case } from './cases.ts'
import type { Reader } from './people.ts'

interface Page {
  items?: { id: string }[]
  next_cursor?: string | null
}

/** A case in somebody's name, with the address of the very page that it is about. */
export interface Question {
  reader: Reader
  asked: Case
  url: string
}

/** Walks to the page that a case is about, or as far as there are pages. */
export async function prepare(urlOf: Services['urlOf'], reader: Reader, asked: Case): Promise<Question> {
  const query = new URLSearchParams(asked.query)
  const url = () => `${urlOf(asked.service)}${asked.path}?${query.toString()}`
  for (let page = 0; page < (asked.pagesAhead ?? 0); page++) {
    const cursor = (await readPage({ reader, asked, url: url() }))?.next_cursor
    if (!cursor) break
    query.set('cursor', cursor)
  }
  return { reader, asked, url: url() }
}

/** The parsed answer; null for an error. */
export async function readPage(question: Question): Promise<Page | null> {
  const response = await fetch(question.url, { headers: await question.reader.authorize(question.asked.service) })
  return response.ok ? ((await response.json()) as Page) : null
}

/** Asks once; the time in ms until the whole answer is there or a stream is open, infinite for an error. */
export async function ask({ reader, asked, url }: Question): Promise<number> {
  const headers = await reader.authorize(asked.service)
  const leave = new AbortController()
  const startedAt = performance.now()
  const response = await fetch(url, { headers, signal: leave.signal })
  if (!asked.isStream) await response.arrayBuffer()
  const tookMs = performance.now() - startedAt
  leave.abort()
  return response.ok ? tookMs : Infinity
}
