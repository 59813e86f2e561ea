import type { ContentTemplate, contentTemplateInput, ContentTemplateInput } from '@hg/contracts'
import type { z } from 'zod'

/** What the form of a content template holds. */
export type TemplateValues = z.input<typeof contentTemplateInput>

/** Paths of its fields, for errors of the service. */
export const templateFields = [
  'name',
  'description',
  'content_types',
  'brief',
  'sections',
  'sections.*.heading',
  'sections.*.guidance',
  'sections.*.words',
  'defaults.keywords',
  'defaults.audience',
  'defaults.tone',
  'defaults.llm.routing',
  'defaults.llm.provider',
  'defaults.llm.model',
]

/** A form compares what it holds with what it began with: every field is named, unset ones as undefined. */
const noDefaults = { keywords: undefined, audience: undefined, tone: undefined }
const noPreferences = { routing: undefined, provider: undefined, model: undefined }

export const newTemplate: TemplateValues = {
  name: '',
  description: undefined,
  content_types: [],
  brief: '',
  sections: [],
  defaults: { ...noDefaults, llm: noPreferences },
}

type Written = Pick<ContentTemplate, 'name' | 'description' | 'content_types' | 'brief' | 'sections' | 'defaults'>

/** A stored template as a form begins with it. */
export function toTemplateValues(template: Written): TemplateValues {
  const { name, description, content_types, brief, sections, defaults } = template
  return {
    name,
    description: description ?? undefined,
    content_types,
    brief: brief ?? '',
    sections: sections.map((section) => ({ guidance: undefined, words: undefined, ...section })),
    defaults: { ...noDefaults, ...defaults, llm: { ...noPreferences, ...defaults.llm } },
  }
}

/** What is sent: what was left empty is left out. */
export function tidyTemplate({ brief, defaults, ...rest }: ContentTemplateInput): ContentTemplateInput {
  const { keywords, llm, ...others } = defaults
  const preferences = Object.fromEntries(Object.entries(llm ?? {}).filter(([, value]) => value !== undefined))
  return {
    ...rest,
    ...(brief ? { brief } : {}),
    defaults: {
      ...others,
      ...(keywords?.length ? { keywords } : {}),
      ...(Object.keys(preferences).length > 0 ? { llm: preferences } : {}),
    },
  }
}

/** The words that its sections ask for together; null where one of them does not say. */
export function wordsOf(sections: readonly { words?: number | undefined }[]): number | null {
  const words = sections.map((section) => section.words)
  if (words.length === 0 || words.some((count) => count === undefined)) return null
  return words.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}
