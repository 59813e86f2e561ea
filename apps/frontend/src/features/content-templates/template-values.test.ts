import { contentTemplateInput, type ContentTemplateInput } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { tidyTemplate, toTemplateValues, wordsOf } from './template-values.ts'

const stored = {
  name: 'How-to',
  description: null,
  content_types: ['faq' as const],
  brief: null,
  sections: [],
  defaults: {},
}

describe('a template’s form', () => {
  it('begins with what is stored, and gives it back', () => {
    const full: ContentTemplateInput = {
      name: 'How-to',
      description: 'For homeowners',
      content_types: ['blog_post'],
      brief: 'Say how.',
      sections: [{ heading: 'Steps', words: 100, required: true }],
      defaults: { keywords: ['how to'], llm: { routing: 'quality' }, priority: 3, metadata: { campaign: 'x' } },
    }
    const form = toTemplateValues({ ...full, description: full.description ?? null, brief: full.brief ?? null })
    expect(tidyTemplate(contentTemplateInput.parse(form))).toEqual(full)
  })

  it('leaves out what is empty', () => {
    const form = { ...toTemplateValues(stored), brief: '', defaults: { keywords: [], llm: { model: undefined } } }
    expect(tidyTemplate(contentTemplateInput.parse(form))).toEqual({
      name: 'How-to',
      content_types: ['faq'],
      sections: [],
      defaults: {},
    })
  })
})

it('the words of all sections are known where each says its own', () => {
  expect(wordsOf([{ words: 100 }, { words: 50 }])).toBe(150)
  expect(wordsOf([{ words: 100 }, {}])).toBeNull()
  expect(wordsOf([])).toBeNull()
})
