import {
  type ClientFacts,
  type ContentType,
  fillRange,
  type GeneratePromptRequest,
  metaLength,
  minSectionsFor,
  type Range,
  titleLength,
  wordCountFor,
} from '@hg/contracts'
import { cleanLine, cleanLines, lineOrNull as line, quoteBlock } from './clean-text.ts'
import { type FactsContext, factsContext } from './facts.ts'
import { type DayContext, dayOf } from './today.ts'
import type { VariableContext } from './variables.ts'

/**
 * All that a template may name. Every field is always there, so that a name that is not is a typing error: what nobody
 * said is null, or an empty list. Texts are single lines; `brief` and `brand.sample` are quoted blocks.
 */
export interface PromptContext {
  topic: string
  content_type: ContentType
  /** The request's keywords, or else the strategy's primary ones. */
  keywords: string[]
  brief: string | null
  client: { name: string; facts: FactsContext }
  /** The values of the variables that the template declares. */
  vars: VariableContext
  /** The day that the piece was asked for, where the client is: `2026-11-26`, and in words. */
  today: string
  date: DayContext
  /** The content template that was asked for, where one was. Its headings are `content.structure`, too. */
  content_template: {
    name: string | null
    audience: string | null
    tone: string | null
    sections: { heading: string; guidance: string | null; words: number | null; required: boolean }[]
  }
  brand: {
    voice: string | null
    tone: string | null
    point_of_view: string | null
    audience: string | null
    persona: string | null
    value_propositions: string[]
    dos: string[]
    donts: string[]
    sample: string | null
  }
  seo: {
    primary_keywords: string[]
    secondary_keywords: string[]
    /** Percent of words. */
    keyword_density: Range | null
    title_length: Range
    meta_length: Range
    headings: { min_h2: number; max_depth: number | null }
    internal_links: { url: string; anchor: string }[]
    intent: string | null
  }
  content: {
    word_count: Range
    /** School grades. */
    reading_level: { min_grade: number; max_grade: number } | null
    language: string
    structure: string[]
    must_include: string[]
    must_avoid: string[]
    banned_phrases: string[]
    /** Banned phrases and what to avoid, each once. */
    never_use: string[]
    required_disclaimers: string[]
    cta: string | null
    term_map: { from: string; to: string }[]
  }
}

const orNull = (text: string) => (text === '' ? null : text)
const block = (text: string | undefined) => orNull(quoteBlock(text ?? ''))

/** Single lines, each once. `separator` is what a template joins them with: within an item `instead` stands for it. */
function list(texts: string[] | undefined, separator?: string, instead = ','): string[] {
  return cleanLines(separator ? texts?.map((text) => text.replaceAll(separator, instead)) : texts)
}

/** Who a piece is for, and what its template's own variables are. */
export interface ContextSource {
  name: string
  facts?: ClientFacts
}

/**
 * What the templates of one request see: the request, its strategy, its client and the template's variables, cleaned. Pure, where
 * the request says when it was made.
 */
export function promptContext(
  request: GeneratePromptRequest,
  client: ContextSource,
  vars: VariableContext = {},
): PromptContext {
  const { facts = {} } = client
  const { brand = {}, seo = {}, content = {} } = request.strategy
  const contentTemplate = templateOf(request)
  const headings = contentTemplate.sections.map(({ heading }) => heading)
  const type = request.content_type
  const primary = list(seo.primary_keywords)
  const asked = list(request.keywords)
  const mustAvoid = list(content.must_avoid, ';')
  const banned = list(content.banned_phrases, ';')
  return {
    topic: cleanLine(request.topic),
    content_type: type,
    keywords: asked.length > 0 ? asked : primary,
    brief: block(request.brief),
    client: { name: cleanLine(client.name), facts: factsContext(facts) },
    vars,
    ...dayOf(request.requested_at === undefined ? new Date() : new Date(request.requested_at), facts.timezone),
    content_template: contentTemplate,
    brand: {
      voice: line(brand.voice),
      tone: line(brand.tone),
      point_of_view: brand.point_of_view ?? null,
      audience: line(brand.audience),
      persona: line(brand.persona),
      value_propositions: list(brand.value_propositions),
      dos: list(brand.dos),
      donts: list(brand.donts),
      sample: block(brand.sample),
    },
    seo: {
      primary_keywords: primary,
      secondary_keywords: list(seo.secondary_keywords),
      keyword_density: seo.keyword_density ?? null,
      title_length: fillRange(seo.title_length, titleLength),
      meta_length: fillRange(seo.meta_length, metaLength),
      headings: {
        min_h2: seo.headings?.min_h2 ?? minSectionsFor(type),
        max_depth: seo.headings?.max_depth ?? null,
      },
      internal_links: (seo.internal_links ?? []).map(({ url, anchor }) => ({
        url: cleanLine(url),
        anchor: cleanLine(anchor ?? url),
      })),
      intent: seo.intent ?? null,
    },
    content: {
      word_count: wordCountFor(type, content.word_count),
      reading_level: readingLevel(content.reading_level),
      language: content.language ?? 'en-US',
      structure: headings.length > 0 ? headings : list(content.structure, '|', '/'),
      must_include: list(content.must_include, ';'),
      must_avoid: mustAvoid,
      banned_phrases: banned,
      never_use: [...new Set([...banned, ...mustAvoid])],
      required_disclaimers: list(content.required_disclaimers),
      cta: line(content.cta),
      term_map: Object.entries(content.term_map ?? {}).map(([from, to]) => ({
        from: cleanLine(from),
        to: cleanLine(to),
      })),
    },
  }
}

/** Headings are listed with bars between, and quoted where they are spoken of. */
function templateOf({ content_template: given }: GeneratePromptRequest): PromptContext['content_template'] {
  const sections = (given?.sections ?? []).map(({ heading, guidance, words, required }) => ({
    heading: cleanLine(heading.replaceAll('|', '/').replaceAll('"', '’')),
    guidance: line(guidance),
    words: words ?? null,
    required,
  }))
  return {
    name: line(given?.name),
    audience: line(given?.audience),
    tone: line(given?.tone),
    sections: sections.filter(({ heading }) => heading !== ''),
  }
}

function readingLevel(asked: { min_grade?: number; max_grade?: number } | undefined) {
  if (asked?.min_grade === undefined && asked?.max_grade === undefined) return null
  const { min_grade = 1, max_grade = Math.max(12, min_grade) } = asked
  return { min_grade: Math.min(min_grade, max_grade), max_grade }
}
