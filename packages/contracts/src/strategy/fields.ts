import { z } from 'zod'
import { strategyConfiguration, type StrategyConfiguration } from './configuration.ts'

/**
 * How a field can be extended: a list by appending, a map by adding entries, bounds by setting some of them; a plain
 * value only by replacing it.
 */
export type StrategyFieldKind = 'list' | 'map' | 'bounds' | 'value'

export interface StrategyField {
  /** `<section>.<name>`, as merge modes and explanations name it. */
  path: string
  section: keyof StrategyConfiguration
  name: string
  kind: StrategyFieldKind
  /** Its name for people. */
  label: string
  /** What it does, in one sentence. */
  note: string
}

type Texts = {
  [K in keyof StrategyConfiguration]-?: Record<keyof NonNullable<StrategyConfiguration[K]>, [string, string]>
}

/** The sections' names for people, and what they are about. */
export const strategySectionTexts: Record<keyof StrategyConfiguration, { label: string; note: string }> = {
  brand: { label: 'Brand', note: 'How the brand speaks, and to whom.' },
  seo: { label: 'Search', note: 'What search engines should find, and how long titles and descriptions are.' },
  content: { label: 'Content', note: 'What a piece must be, contain and leave out.' },
  llm: { label: 'Models', note: 'Which models may write, and what a piece may cost.' },
  quality: { label: 'Quality', note: 'When a piece is good enough.' },
  caching: { label: 'Reuse', note: 'How long an identical answer may be used again.' },
}

const texts: Texts = {
  brand: {
    voice: ['Voice', 'Who seems to speak: a person that a writer can imagine.'],
    tone: ['Tone', 'How the voice sounds here.'],
    point_of_view: ['Point of view', 'The grammatical person of the piece.'],
    audience: ['Audience', 'Who reads it, and what they want.'],
    persona: ['Persona', 'One typical reader in their situation.'],
    value_propositions: ['Value propositions', 'What the brand stands for, one claim a line.'],
    dos: ['Do', 'Rules that every piece follows.'],
    donts: ['Don’t', 'Rules about what no piece does.'],
    sample: ['Writing sample', 'A passage of the brand’s own writing; its sound is taken over, its facts are not.'],
  },
  seo: {
    primary_keywords: ['Primary keywords', 'At least one stands in every piece whose request names no keywords.'],
    secondary_keywords: ['Secondary keywords', 'Related terms, used where they fit.'],
    keyword_density: ['Keyword density', 'How often keywords stand in the text, in percent of its words.'],
    title_length: ['Title length', 'In characters.'],
    meta_length: ['Meta description', 'Its length in characters.'],
    headings: ['Headings', 'Sections at least, and the deepest level of heading.'],
    internal_links: ['Internal links', 'Pages of the client that pieces may link to, with the words to link.'],
    intent: ['Search intent', 'What a searcher wants when they find the piece.'],
  },
  content: {
    word_count: ['Length', 'In words; one bound alone is completed to a range that can be aimed at.'],
    reading_level: ['Reading level', 'School grades, by Flesch-Kincaid.'],
    language: ['Language', 'A language tag, such as en-US.'],
    structure: ['Structure', 'The sections of a piece, in their order.'],
    must_include: ['Must include', 'Words and phrases that every piece contains.'],
    must_avoid: ['Must avoid', 'Claims and topics that no piece contains.'],
    banned_phrases: ['Banned phrases', 'Phrases that no piece contains, checked word by word.'],
    required_disclaimers: ['Disclaimers', 'Sentences printed word for word near the end.'],
    cta: ['Call to action', 'What the reader is asked to do at the end.'],
    term_map: ['Terms', 'What to write in place of what.'],
  },
  llm: {
    allowed_providers: ['Allowed providers', 'Requests for another provider are refused.'],
    routing: ['Routing', 'What a model is chosen by where neither request nor strategy names one.'],
    provider: ['Provider', 'The provider that is tried first.'],
    model: ['Model', 'The model that is tried first, by its id in the catalogue.'],
    on_refusal: ['Refused content', 'What happens when a provider refuses the content of a piece.'],
    batch: ['Pieces of batches', 'How the pieces that are asked for together are called for.'],
    temperature: ['Temperature', '0 is even, 2 is wild; models that take none are asked without.'],
    max_cost_usd: ['Cost limit', 'US dollars that one piece may cost.'],
    max_prompt_tokens: ['Prompt length', 'In tokens; the least important context is left out of a longer prompt.'],
  },
  quality: {
    min_score: ['Lowest score', 'Pieces below it do not pass; 0 to 100.'],
    max_repairs: ['Repairs', 'How often a piece that did not pass is mended; 0 to 2.'],
  },
  caching: {
    ttl_seconds: ['Reuse of answers', 'In seconds; 0 never uses an answer twice.'],
  },
}

function kindOf(schema: z.ZodType): StrategyFieldKind {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  if (inner instanceof z.ZodArray) return 'list'
  if (inner instanceof z.ZodRecord) return 'map'
  return inner instanceof z.ZodObject ? 'bounds' : 'value'
}

/** Every field of a strategy, in the order of its schema. */
export const strategyFields: StrategyField[] = Object.entries(strategyConfiguration.shape).flatMap(
  ([section, optional]) =>
    Object.entries(optional.unwrap().shape as Record<string, z.ZodType>).map(([name, schema]) => {
      const [label = name, note = ''] =
        (texts as Record<string, Record<string, [string, string]>>)[section]?.[name] ?? []
      return {
        path: `${section}.${name}`,
        section: section as keyof StrategyConfiguration,
        name,
        kind: kindOf(schema),
        label,
        note,
      }
    }),
)

const byPath = new Map(strategyFields.map((field) => [field.path, field]))

/** A field by its path; undefined for a path that is none. */
export function strategyField(path: string): StrategyField | undefined {
  return byPath.get(path)
}

type Sections = Record<string, Record<string, unknown> | undefined>

/** A field's value; undefined where the configuration is silent. */
export function strategyValue(configuration: StrategyConfiguration, field: StrategyField): unknown {
  return (configuration as Sections)[field.section]?.[field.name]
}

/** The same configuration with a field set, or unset by undefined; sections that become empty go. */
export function withStrategyValue(
  configuration: StrategyConfiguration,
  field: StrategyField,
  value: unknown,
): StrategyConfiguration {
  const sections: Sections = { ...configuration, [field.section]: { ...configuration[field.section] } }
  const section = sections[field.section] ?? {}
  if (value === undefined) Reflect.deleteProperty(section, field.name)
  else section[field.name] = value
  if (Object.keys(section).length === 0) Reflect.deleteProperty(sections, field.section)
  return sections
}
