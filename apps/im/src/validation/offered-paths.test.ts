import { offeredPaths } from '@hg/contracts'
import { expect, it } from 'vitest'
import { sampleContext } from './sample-context.ts'

/** What a template may name and no menu offers: lists of more than texts, what may be missing as a whole, and what others say too. */
const unoffered = [
  ...[
    'client.facts.social',
    'client.facts.custom',
    'content_template.sections',
    'seo.internal_links',
    'content.term_map',
  ],
  ...['seo.keyword_density.min', 'seo.keyword_density.max', 'seo.headings.max_depth'],
  ...['content.reading_level.min_grade', 'content.reading_level.max_grade'],
  ...['date.day', 'date.weekday', 'content.must_avoid', 'content.banned_phrases'],
]

const offered = offeredPaths.flatMap(({ paths }) => paths)
const context = sampleContext('blog_post')

/** What stands at the end of every path, without what lists hold. */
function leavesOf(group: object, prefix = ''): [path: string, value: unknown][] {
  return Object.entries(group).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
    const path = `${prefix}${key}`
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isGroup ? leavesOf(value, `${path}.`) : [[path, value]]
  })
}
const leaves = new Map(leavesOf(context))

it.each(offered)('$path, which editors offer, is what templates see', ({ path, list = false }) => {
  const value = leaves.get(path)
  expect(value).not.toBeUndefined()
  expect(Array.isArray(value)).toBe(list)
  if (Array.isArray(value)) expect(value.every((entry) => typeof entry === 'string')).toBe(true)
})

it('what templates see is offered by editors, or known not to be', () => {
  const known = [...offered.map(({ path }) => path), ...unoffered]
  expect([...leaves.keys()].filter((path) => !known.includes(path))).toEqual([])
  expect(known.filter((path) => !leaves.has(path))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})
