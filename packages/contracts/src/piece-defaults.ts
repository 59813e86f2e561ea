import type { ContentType } from './enums.ts'

/** What the prompts ask for and the checks expect where a strategy is silent. Both bounds are meant. */
export interface Range {
  min: number
  max: number
}

/** How long a piece is, in words, when its strategy does not say. */
const wordCounts: Record<ContentType, Range> = {
  blog_post: { min: 600, max: 900 },
  article: { min: 600, max: 900 },
  landing_page: { min: 400, max: 700 },
  service_page: { min: 450, max: 750 },
  local_page: { min: 450, max: 700 },
  product_description: { min: 120, max: 250 },
  case_study: { min: 600, max: 900 },
  press_release: { min: 350, max: 500 },
  email: { min: 120, max: 220 },
  newsletter: { min: 300, max: 500 },
  social_post: { min: 40, max: 90 },
  ad_copy: { min: 40, max: 90 },
  meta_tags: { min: 20, max: 60 },
  faq: { min: 450, max: 750 },
  video_script: { min: 400, max: 650 },
  lesson_plan: { min: 700, max: 1100 },
}

/** Types that are short by nature, and have no sections unless the strategy asks for them. */
const unsectioned: ReadonlySet<ContentType> = new Set([
  'email',
  'social_post',
  'ad_copy',
  'meta_tags',
  'product_description',
  'press_release',
])

/** The words to write. One bound of the strategy is completed to a range that a writer can aim at. */
export function wordCountFor(type: ContentType, asked: { min?: number; max?: number } = {}): Range {
  const { min, max } = asked
  if (min !== undefined && max !== undefined) return { min, max }
  if (min !== undefined) return { min, max: Math.round(min * 1.4) }
  if (max !== undefined) return { min: Math.round(max * 0.7), max }
  return wordCounts[type]
}

/** Sections at least, when the strategy does not say. */
export function minSectionsFor(type: ContentType): number {
  return unsectioned.has(type) ? 0 : 2
}

/** Characters of a title and of a meta description, when the strategy does not say: what result pages show in full. */
export const titleLength: Range = { min: 20, max: 65 }
export const metaLength: Range = { min: 70, max: 155 }

/** Fills the bounds that are not given; a given bound that would turn the range around moves the other one. */
export function fillRange(asked: { min?: number; max?: number } | undefined, usual: Range): Range {
  const min = asked?.min ?? Math.min(usual.min, asked?.max ?? usual.min)
  return { min, max: asked?.max ?? Math.max(usual.max, min) }
}

/** How often a piece that did not pass is mended, when the strategy does not say. */
export const usualMaxRepairs = 1
