import { expect, it } from 'vitest'
import { emptyDraft, topicsOf, toRequest, whyNotYet } from './draft.ts'

const draft = { ...emptyDraft('faq'), topics: ' One topic\r\n\n Two topics \n' }

it('topics are the lines that are not empty', () => {
  expect(topicsOf(draft)).toEqual(['One topic', 'Two topics'])
})

it('a draft is sent with what it says, and without what it leaves open', () => {
  expect(toRequest('c', draft)).toEqual({
    client_id: 'c',
    defaults: { content_type: 'faq' },
    items: [{ topic: 'One topic' }, { topic: 'Two topics' }],
  })
  expect(toRequest('c', { ...draft, source: 'csv', csv: 'topic\nOne', name: ' Spring ', brief: ' Short. ' })).toEqual({
    client_id: 'c',
    name: 'Spring',
    defaults: { content_type: 'faq', brief: 'Short.' },
    csv: 'topic\nOne',
  })
})

it.each([
  ['no topics', { topics: ' \n' }, /topics first/],
  ['501 topics', { topics: 'One\n'.repeat(501) }, /501 topics; a batch takes 500/],
  ['no file', { source: 'csv' as const }, /file first/],
  ['500 topics', { topics: 'One\n'.repeat(500) }, null],
  ['a file', { source: 'csv' as const, csv: 'topic\nOne' }, null],
])('%s', (_name, part, expected) => {
  const why = whyNotYet({ ...draft, ...part })
  if (expected) expect(why).toMatch(expected)
  else expect(why).toBeNull()
})
