import type { ContentTypeOrAny, StrategyConfiguration } from '@hg/contracts'
import { promptContext, type PromptContext } from '../prompts/context.ts'

/** Says something of everything that a template may ask for. */
const strategy: StrategyConfiguration = {
  brand: {
    voice: 'Plain and friendly',
    tone: 'Calm',
    point_of_view: 'first_plural',
    audience: 'People who decide',
    persona: 'A patient expert',
    value_propositions: ['Twenty years of practice'],
    dos: ['Use short sentences'],
    donts: ['No exclamation marks'],
    sample: 'We come when we said we would.',
  },
  seo: {
    primary_keywords: ['first keyword'],
    secondary_keywords: ['second keyword'],
    keyword_density: { min: 0.5, max: 2 },
    title_length: { min: 30, max: 60 },
    meta_length: { min: 120, max: 155 },
    headings: { min_h2: 3, max_depth: 3 },
    internal_links: [{ url: 'https://example.com/contact', anchor: 'Contact' }],
    intent: 'informational',
  },
  content: {
    word_count: { min: 600, max: 900 },
    reading_level: { min_grade: 7, max_grade: 9 },
    language: 'en-US',
    must_include: ['A way to get in touch'],
    must_avoid: ['Prices'],
    banned_phrases: ['game-changer'],
    required_disclaimers: ['Prices may change.'],
    cta: 'Call today',
    term_map: { customer: 'client' },
  },
}

/** The context of an invented request that says something of everything: for templates without a piece. */
export function sampleContext(contentType: ContentTypeOrAny): PromptContext {
  return promptContext(
    {
      client_id: '00000000-0000-7000-8000-000000000000',
      content_type: contentType === 'any' ? 'blog_post' : contentType,
      topic: 'What to know before one begins',
      keywords: ['first keyword', 'second keyword'],
      brief: 'For people who have never done it.\nMention that asking costs nothing.',
      strategy,
      content_template: {
        name: 'Guide',
        audience: 'Beginners',
        tone: 'Encouraging',
        sections: [{ heading: 'First steps', guidance: 'Begin simply', words: 150, required: true }],
      },
    },
    { name: 'Example Co.' },
  )
}
