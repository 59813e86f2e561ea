import {
  type StrategyConfiguration,
  strategyConfiguration,
  type StrategyExplanation,
  strategySections,
} from '@hg/contracts'
import type { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { describeStrategy } from './describe.ts'

const full: StrategyConfiguration = {
  brand: {
    voice: 'Plain',
    tone: 'Calm',
    point_of_view: 'first_plural',
    audience: 'Owners',
    persona: 'A neighbour',
    value_propositions: ['Fast'],
    dos: ['Explain'],
    donts: ['Frighten'],
    sample: 'Once',
  },
  seo: {
    primary_keywords: ['a'],
    secondary_keywords: ['b'],
    keyword_density: { min: 0.5, max: 2 },
    title_length: { min: 40, max: 60 },
    meta_length: { max: 158 },
    headings: { min_h2: 1, max_depth: 3 },
    internal_links: [{ url: 'https://a.example', anchor: 'A' }, { url: 'https://b.example' }],
    intent: 'commercial',
  },
  content: {
    word_count: { min: 900, max: 1300 },
    reading_level: { min_grade: 6, max_grade: 9 },
    language: 'en-US',
    structure: ['Intro'],
    must_include: ['x'],
    must_avoid: ['y'],
    banned_phrases: ['z'],
    required_disclaimers: ['d'],
    cta: 'Call',
    term_map: { old: 'new' },
  },
  llm: {
    allowed_providers: ['openai', 'groq'],
    routing: 'cost',
    provider: 'groq',
    model: 'm',
    on_refusal: 'other_provider',
    batch: 'provider',
    temperature: 0.2,
    max_cost_usd: 0.25,
    max_prompt_tokens: 6000,
  },
  quality: { min_score: 80, max_repairs: 2 },
  caching: { ttl_seconds: 0 },
}

function valueOf(path: string) {
  return describeStrategy(full, [])
    .flatMap(({ fields }) => fields)
    .find((field) => field.path === path)?.value
}

describe('a strategy as it is read', () => {
  it('leaves no field of the contract out', () => {
    const known = strategySections.flatMap((section) => {
      const fields = (strategyConfiguration.shape[section].unwrap() as z.ZodObject).shape
      return Object.keys(fields).map((field) => `${section}.${field}`)
    })
    const shown = describeStrategy(full, []).flatMap(({ fields }) => fields.map(({ path }) => path))
    expect(shown.toSorted()).toEqual(known.toSorted())
  })

  it('shows only what is set', () => {
    expect(describeStrategy({}, [])).toEqual([])
    expect(describeStrategy({ brand: { dos: [] }, quality: { min_score: 70 } }, []).map(({ title }) => title)).toEqual([
      'Quality',
    ])
  })

  it.each([
    ['content.word_count', { kind: 'text', text: '900 to 1,300 words' }],
    ['seo.meta_length', { kind: 'text', text: 'at most 158 characters' }],
    ['seo.headings', { kind: 'text', text: 'at least 1 section, no deeper than H3' }],
    ['seo.internal_links', { kind: 'list', items: ['A: https://a.example', 'https://b.example'] }],
    ['brand.point_of_view', { kind: 'text', text: 'First person plural (we)' }],
    ['content.term_map', { kind: 'pairs', pairs: [['old', 'new']] }],
    ['llm.allowed_providers', { kind: 'list', items: ['OpenAI', 'Groq'] }],
    ['llm.on_refusal', { kind: 'text', text: 'Ask another provider' }],
    ['llm.batch', { kind: 'text', text: 'With the provider’s batch' }],
    ['llm.max_cost_usd', { kind: 'text', text: '$0.25 a piece' }],
    ['llm.max_prompt_tokens', { kind: 'text', text: 'at most 6,000 tokens' }],
    ['caching.ttl_seconds', { kind: 'text', text: 'never' }],
  ])('%s', (path, value) => expect(valueOf(path)).toEqual(value))

  it('names for each value who set it', () => {
    const source: StrategyExplanation = {
      path: 'brand.tone',
      mode: 'override',
      locked: false,
      client_id: id(2),
      client_name: 'Agency',
      strategy_id: id(3),
      version: 4,
    }
    const fields = describeStrategy(full, [source]).flatMap(({ fields }) => fields)
    expect(fields.filter(({ sources }) => sources.length > 0).map(({ path }) => path)).toEqual(['brand.tone'])
  })
})
