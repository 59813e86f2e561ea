import type { StrategyConfiguration, StrategyExplanation } from '@hg/contracts'
import { formatPrice, plural } from '#lib/format.ts'
import { providerLabels, routingLabels } from '#lib/labels.ts'

/** A value as it is shown: running text, a list of phrases, or pairs (a term and what to say instead). */
export type ShownValue =
  { kind: 'text'; text: string } | { kind: 'list'; items: string[] } | { kind: 'pairs'; pairs: [string, string][] }

export interface ShownField {
  path: string
  label: string
  value: ShownValue
  /** The layers that set it; empty where nobody said. */
  sources: StrategyExplanation[]
}

export interface ShownSection {
  title: string
  fields: ShownField[]
}

type Section<K extends keyof StrategyConfiguration> = Required<NonNullable<StrategyConfiguration[K]>>
type Describe<K extends keyof StrategyConfiguration> = {
  [F in keyof Section<K>]: [label: string, show: (value: Section<K>[F]) => ShownValue]
}

const text = (value: string): ShownValue => ({ kind: 'text', text: value })
const list = (items: string[]): ShownValue => ({ kind: 'list', items })

/** `800 to 1,200`, `at least 800`, `at most 1,200`. */
function range(value: { min?: number | undefined; max?: number | undefined }, unit = ''): string {
  const suffix = unit ? ` ${unit}` : ''
  const [min, max] = [value.min?.toLocaleString('en'), value.max?.toLocaleString('en')]
  if (min !== undefined && max !== undefined) return min === max ? `${min}${suffix}` : `${min} to ${max}${suffix}`
  if (min !== undefined) return `at least ${min}${suffix}`
  return max === undefined ? 'any' : `at most ${max}${suffix}`
}

const pointsOfView = {
  first_singular: 'First person singular (I)',
  first_plural: 'First person plural (we)',
  second: 'Second person (you)',
  third: 'Third person',
}

const brand: Describe<'brand'> = {
  voice: ['Voice', text],
  tone: ['Tone', text],
  point_of_view: ['Point of view', (value) => text(pointsOfView[value])],
  audience: ['Audience', text],
  persona: ['Persona', text],
  value_propositions: ['Value propositions', list],
  dos: ['Do', list],
  donts: ['Don’t', list],
  sample: ['Writing sample', text],
}

const seo: Describe<'seo'> = {
  intent: ['Search intent', (value) => text(value[0]?.toUpperCase() + value.slice(1))],
  primary_keywords: ['Primary keywords', list],
  secondary_keywords: ['Secondary keywords', list],
  keyword_density: ['Keyword density', (value) => text(`${range(value)} % of words`)],
  title_length: ['Title length', (value) => text(range(value, 'characters'))],
  meta_length: ['Meta description', (value) => text(range(value, 'characters'))],
  headings: ['Headings', (value) => text(headings(value))],
  internal_links: [
    'Internal links',
    (links) => list(links.map(({ url, anchor }) => (anchor ? `${anchor}: ${url}` : url))),
  ],
}

function headings(value: Section<'seo'>['headings']): string {
  const parts = [
    value.min_h2 === undefined ? '' : `at least ${plural(value.min_h2, 'section')}`,
    value.max_depth === undefined ? '' : `no deeper than H${value.max_depth}`,
  ]
  return parts.filter(Boolean).join(', ') || 'any'
}

const content: Describe<'content'> = {
  word_count: ['Length', (value) => text(range(value, 'words'))],
  reading_level: ['Reading level', (value) => text(`grade ${range({ min: value.min_grade, max: value.max_grade })}`)],
  language: ['Language', text],
  structure: ['Structure', list],
  must_include: ['Must include', list],
  must_avoid: ['Must avoid', list],
  banned_phrases: ['Banned phrases', list],
  required_disclaimers: ['Disclaimers', list],
  cta: ['Call to action', text],
  term_map: ['Terms', (value) => ({ kind: 'pairs', pairs: Object.entries(value) })],
}

const llm: Describe<'llm'> = {
  allowed_providers: ['Allowed providers', (value) => list(value.map((provider) => providerLabels[provider]))],
  routing: ['Routing', (value) => text(routingLabels[value].label)],
  provider: ['Provider', (value) => text(providerLabels[value])],
  model: ['Model', text],
  temperature: ['Temperature', (value) => text(String(value))],
  max_cost_usd: ['Cost limit', (value) => text(`${formatPrice(String(value))} a piece`)],
}

const quality: Describe<'quality'> = {
  min_score: ['Lowest score', (value) => text(`${value} of 100`)],
  max_repairs: ['Repairs', (value) => text(`at most ${value}`)],
}

const caching: Describe<'caching'> = {
  ttl_seconds: ['Reuse of answers', (value) => text(value === 0 ? 'never' : `for ${plural(value, 'second')}`)],
}

const sections: { key: keyof StrategyConfiguration; title: string; fields: Record<string, [string, unknown]> }[] = [
  { key: 'brand', title: 'Brand', fields: brand },
  { key: 'content', title: 'Content', fields: content },
  { key: 'seo', title: 'Search', fields: seo },
  { key: 'llm', title: 'Models', fields: llm },
  { key: 'quality', title: 'Quality', fields: quality },
  { key: 'caching', title: 'Caching', fields: caching },
]

/**
 * A strategy as it is read: sections in a fixed order, only what is set, each value with the layers that set it.
 *
 * @param explain who set what; empty for a snapshot, which does not say
 */
export function describeStrategy(effective: StrategyConfiguration, explain: StrategyExplanation[]): ShownSection[] {
  return sections.flatMap(({ key, title, fields }) => {
    const values = (effective[key] ?? {}) as Record<string, unknown>
    const shown = Object.entries(fields).flatMap(([name, [label, show]]): ShownField[] => {
      const value = values[name]
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
      const path = `${key}.${name}`
      const sources = explain.filter((entry) => entry.path === path)
      return [{ path, label, value: (show as (value: unknown) => ShownValue)(value), sources }]
    })
    return shown.length > 0 ? [{ title, fields: shown }] : []
  })
}
