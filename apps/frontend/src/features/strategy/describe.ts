import {
  type StrategyConfiguration,
  type StrategyExplanation,
  strategyField,
  strategySectionTexts,
} from '@hg/contracts'
import { formatPrice, plural } from '#lib/format.ts'
import { providerLabels, batchCallLabels, refusalLabels, routingLabels } from '#lib/labels.ts'

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
  [F in keyof Section<K>]: (value: Section<K>[F]) => ShownValue
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

export const pointsOfView = {
  first_singular: 'First person singular (I)',
  first_plural: 'First person plural (we)',
  second: 'Second person (you)',
  third: 'Third person',
}

const brand: Describe<'brand'> = {
  voice: text,
  tone: text,
  point_of_view: (value) => text(pointsOfView[value]),
  audience: text,
  persona: text,
  value_propositions: list,
  dos: list,
  donts: list,
  sample: text,
}

const seo: Describe<'seo'> = {
  intent: (value) => text(value[0]?.toUpperCase() + value.slice(1)),
  primary_keywords: list,
  secondary_keywords: list,
  keyword_density: (value) => text(`${range(value)} % of words`),
  title_length: (value) => text(range(value, 'characters')),
  meta_length: (value) => text(range(value, 'characters')),
  headings: (value) => text(headings(value)),
  internal_links: (links) => list(links.map(({ url, anchor }) => (anchor ? `${anchor}: ${url}` : url))),
}

function headings(value: Section<'seo'>['headings']): string {
  const parts = [
    value.min_h2 === undefined ? '' : `at least ${plural(value.min_h2, 'section')}`,
    value.max_depth === undefined ? '' : `no deeper than H${value.max_depth}`,
  ]
  return parts.filter(Boolean).join(', ') || 'any'
}

const content: Describe<'content'> = {
  word_count: (value) => text(range(value, 'words')),
  reading_level: (value) => text(`grade ${range({ min: value.min_grade, max: value.max_grade })}`),
  language: text,
  structure: list,
  must_include: list,
  must_avoid: list,
  banned_phrases: list,
  required_disclaimers: list,
  cta: text,
  term_map: (value) => ({ kind: 'pairs', pairs: Object.entries(value) }),
}

const llm: Describe<'llm'> = {
  allowed_providers: (value) => list(value.map((provider) => providerLabels[provider])),
  routing: (value) => text(routingLabels[value].label),
  provider: (value) => text(providerLabels[value]),
  model: text,
  on_refusal: (value) => text(refusalLabels[value].label),
  batch: (value) => text(batchCallLabels[value].label),
  temperature: (value) => text(String(value)),
  max_cost_usd: (value) => text(`${formatPrice(String(value))} a piece`),
  max_prompt_tokens: (value) => text(`at most ${value.toLocaleString('en')} tokens`),
}

const quality: Describe<'quality'> = {
  min_score: (value) => text(`${value} of 100`),
  max_repairs: (value) => text(`at most ${value}`),
}

const caching: Describe<'caching'> = {
  ttl_seconds: (value) => text(value === 0 ? 'never' : `for ${plural(value, 'second')}`),
}

const describers: { [K in keyof StrategyConfiguration]-?: Describe<K> } = { brand, content, seo, llm, quality, caching }

/** The sections in the order in which people read them. */
export const sectionOrder = Object.keys(describers) as (keyof StrategyConfiguration)[]

/** The fields of a section in the order in which people read them. */
export function fieldOrder(section: keyof StrategyConfiguration): string[] {
  return Object.keys(describers[section]).map((name) => `${section}.${name}`)
}

/** A field's value as it is shown. */
export function showValue(path: string, value: unknown): ShownValue {
  const [section = '', name = ''] = path.split('.')
  const fields = (describers as Record<string, Record<string, (value: unknown) => ShownValue> | undefined>)[section]
  return fields?.[name]?.(value) ?? text(JSON.stringify(value))
}

/**
 * A strategy as it is read: sections in a fixed order, only what is set, each value with the layers that set it.
 *
 * @param explain who set what; empty for a snapshot, which does not say
 */
export function describeStrategy(effective: StrategyConfiguration, explain: StrategyExplanation[]): ShownSection[] {
  return sectionOrder.flatMap((section) => {
    const values = (effective[section] ?? {}) as Record<string, unknown>
    const shown = fieldOrder(section).flatMap((path): ShownField[] => {
      const value = values[path.slice(section.length + 1)]
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
      const sources = explain.filter((entry) => entry.path === path)
      return [{ path, label: strategyField(path)?.label ?? path, value: showValue(path, value), sources }]
    })
    return shown.length > 0 ? [{ title: strategySectionTexts[section].label, fields: shown }] : []
  })
}
