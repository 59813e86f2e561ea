import type { ContentTemplate } from '@hg/contracts'
import { expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { fillRequest } from './fill-request.ts'

function template(over: Partial<ContentTemplate>): ContentTemplate {
  return {
    id: id(1),
    name: 'How-to',
    description: null,
    content_types: ['blog_post'],
    brief: null,
    sections: [],
    defaults: {},
    version: 1,
    client_id: id(2),
    client_name: 'Acme',
    inherited: false,
    overridden: false,
    archived_at: null,
    created_at: '2026-03-10T12:00:00Z',
    updated_at: '2026-03-10T12:00:00Z',
    ...over,
  }
}
const howTo = template({ brief: 'Say how.', defaults: { keywords: ['how'], llm: { routing: 'quality' } } })
const why = template({ brief: 'Say why.', defaults: { keywords: ['why'] } })

it.each([
  [
    'fills an empty form',
    [{ keywords: [], brief: '', llm: { model: undefined } }, null, howTo],
    { keywords: ['how'], brief: 'Say how.', llm: { routing: 'quality' } },
  ],
  [
    'keeps what was typed',
    [{ keywords: ['own'], brief: 'Own.', llm: { temperature: 0 } }, null, howTo],
    { keywords: ['own'], brief: 'Own.', llm: { temperature: 0 } },
  ],
  [
    'replaces what the one before filled in',
    [{ keywords: ['how'], brief: 'Say how.', llm: { routing: 'quality' as const, model: undefined } }, howTo, why],
    { keywords: ['why'], brief: 'Say why.' },
  ],
  [
    'keeps what was added to it',
    [{ keywords: ['how', 'own'], brief: 'Say how. Shortly.' }, howTo, why],
    { keywords: ['how', 'own'], brief: 'Say how. Shortly.' },
  ],
  ['takes it back without one', [{ keywords: ['how'], brief: 'Say how.' }, howTo, null], { keywords: [], brief: '' }],
] as const)('a template %s', (_, [typed, before, chosen], expected) => {
  expect(fillRequest({ ...typed, keywords: [...typed.keywords] }, before, chosen)).toEqual(expected)
})
