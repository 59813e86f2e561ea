import { describe, expect, it } from 'vitest'
import { applyTemplate, type ContentTemplateSnapshot, type GenerateRequest, maxMetadataEntries } from './index.ts'

const id = '0190a6d8-0000-7000-8000-000000000001'
const request: GenerateRequest = { client_id: id, content_type: 'blog_post', topic: 'Waves' }

function template(defaults: ContentTemplateSnapshot['defaults'], brief: string | null = null): ContentTemplateSnapshot {
  return {
    id,
    version: 3,
    name: 'How-to',
    description: null,
    content_types: ['blog_post'],
    brief,
    sections: [],
    defaults,
    client_id: id,
    client_name: 'Acme',
  }
}

describe('a request that names a content template', () => {
  it.each<[string, Partial<GenerateRequest>, ContentTemplateSnapshot, object]>([
    ['gets nothing of an empty one', {}, template({}), {}],
    ['gets its keywords', {}, template({ keywords: ['a'] }), { keywords: ['a'] }],
    ['keeps its own keywords', { keywords: ['own'] }, template({ keywords: ['a'] }), { keywords: ['own'] }],
    ['keeps its wish for none', { keywords: [] }, template({ keywords: ['a'] }), { keywords: [] }],
    ['gets its brief', {}, template({}, 'Say how.'), { brief: 'Say how.' }],
    ['keeps its own brief', { brief: 'Own.' }, template({}, 'Say how.'), { brief: 'Own.' }],
    ['gets its priority', {}, template({ priority: 2 }), { priority: 2 }],
    ['keeps its own priority', { priority: 9 }, template({ priority: 2 }), { priority: 9 }],
    [
      'adds its preferences to its own',
      { llm: { temperature: 0 } },
      template({ llm: { routing: 'quality', temperature: 1 } }),
      { llm: { routing: 'quality', temperature: 0 } },
    ],
    [
      'keeps its own model without the other’s provider',
      { llm: { model: 'm-2' } },
      template({ llm: { provider: 'openai', model: 'm-1', temperature: 1 } }),
      { llm: { model: 'm-2', temperature: 1 } },
    ],
    [
      'keeps its own provider without the other’s model',
      { llm: { provider: 'groq' } },
      template({ llm: { model: 'm-1' } }),
      { llm: { provider: 'groq' } },
    ],
    [
      'adds its metadata, and its own entries win',
      { metadata: { a: 1 } },
      template({ metadata: { a: 2, b: 3 } }),
      { metadata: { a: 1, b: 3 } },
    ],
  ])('%s', (_, fields, given, expected) => {
    expect(applyTemplate({ ...request, ...fields }, given)).toEqual({
      ...request,
      ...fields,
      ...expected,
      content_template: given,
    })
  })

  it('never gets more metadata than a request may have', () => {
    const entries = (tag: string) =>
      Object.fromEntries(Array.from({ length: maxMetadataEntries - 5 }, (_, index) => [`${tag}${index}`, index]))
    const { metadata } = applyTemplate(
      { ...request, metadata: entries('own') },
      template({ metadata: entries('more') }),
    )
    expect(Object.keys(metadata ?? {})).toHaveLength(maxMetadataEntries)
    expect(metadata).toMatchObject(entries('own'))
  })
})
