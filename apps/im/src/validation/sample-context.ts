import type {
  ClientFacts,
  ContentTypeOrAny,
  PromptVariable,
  PromptVariables,
  StrategyConfiguration,
} from '@hg/contracts'
import { promptContext, type PromptContext } from '../prompts/context.ts'
import { readVariables, type VariableContext } from '../prompts/variables.ts'

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

/** Says every fact. */
const facts: ClientFacts = {
  industry: 'Electrical contractors',
  legal_name: 'Example Company LLC',
  description: 'Two generations of one trade.',
  audience: 'Owners of old houses',
  offers: ['Repairs', 'Inspections'],
  service_area: ['Springfield', 'Shelbyville'],
  headquarters: 'Springfield',
  founded: 1987,
  website: 'https://example.com',
  timezone: 'America/New_York',
  hours: 'Monday to Friday, 8 to 5',
  phones: [{ number: '+1 513 555 0100', label: 'office' }],
  emails: ['office@example.com'],
  addresses: [{ street: '1 Main Street', city: 'Springfield', region: 'OH', postal_code: '45501', country: 'US' }],
  social: { linkedin: 'https://linkedin.com/company/example' },
  credentials: ['Licensed and insured'],
  notes: 'Prefers to be called in the morning.',
  custom: { Motto: 'On time' },
}

const requested_at = '2026-03-02T15:00:00.000Z'
const client_id = '00000000-0000-7000-8000-000000000000'
const typeOf = (contentType: ContentTypeOrAny) => (contentType === 'any' ? 'blog_post' : contentType)

/** The context of an invented request that says something of everything: for templates without a piece. */
export function sampleContext(contentType: ContentTypeOrAny, variables: PromptVariables = {}): PromptContext {
  return contextOf(contentType, variables, {
    topic: 'What to know before one begins',
    keywords: ['first keyword', 'second keyword'],
    brief: 'For people who have never done it.\nMention that asking costs nothing.',
  })
}

/** Another piece of the same client and type. */
export function otherContext(contentType: ContentTypeOrAny, variables: PromptVariables = {}): PromptContext {
  return contextOf(contentType, variables, {
    topic: 'How to tell good work from bad',
    keywords: ['third keyword'],
    brief: 'Give three signs of each.',
  })
}

function contextOf(
  contentType: ContentTypeOrAny,
  variables: PromptVariables,
  piece: { topic: string; keywords: string[]; brief: string },
): PromptContext {
  const request = {
    ...{ client_id, content_type: typeOf(contentType), strategy, requested_at, ...piece },
    content_template: {
      name: 'Guide',
      audience: 'Beginners',
      tone: 'Encouraging',
      sections: [{ heading: 'First steps', guidance: 'Begin simply', words: 150, required: true }],
    },
  }
  return promptContext(request, { name: 'Example Co.', facts }, sampleVariables(variables))
}

/** A request that says no more than it must, of a client of which nothing is known, under a strategy that says nothing. */
export function bareContext(contentType: ContentTypeOrAny, variables: PromptVariables = {}): PromptContext {
  const request = { client_id, content_type: typeOf(contentType), topic: 'A topic', strategy: {}, requested_at }
  const { properties = {}, required = [] } = variables
  const given = sampleVariables(variables)
  const { vars } = readVariables({ properties })
  const needed = Object.fromEntries(required.map((name) => [name, given[name] ?? null]))
  return promptContext(request, { name: 'Example Co.' }, { ...vars, ...needed })
}

/** A value that each variable takes. */
function sampleVariables({ properties = {} }: PromptVariables): VariableContext {
  return Object.fromEntries(Object.entries(properties).map(([name, variable]) => [name, sampleOf(variable)]))
}

function sampleOf(variable: PromptVariable): string | number | boolean | string[] {
  switch (variable.type) {
    case 'string':
      return variable.default ?? variable.enum?.[0] ?? 'sample'.slice(0, variable.maxLength)
    case 'integer':
    case 'number':
      return variable.default ?? variable.enum?.[0] ?? variable.minimum ?? variable.maximum ?? 1
    case 'boolean':
      return variable.default ?? true
    case 'array':
      return variable.default?.length ? variable.default : [variable.items.enum?.[0] ?? 'sample']
  }
}
