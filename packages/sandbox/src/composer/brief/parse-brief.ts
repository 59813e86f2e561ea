import {
  contentType,
  type ContentType,
  metaLength as usualMeta,
  type Range,
  titleLength as usualTitle,
  wordCountFor,
} from '@hg/contracts'
import type { Brief, Tone } from './brief.ts'
import { fieldOf, fieldsOf, listOf, rangeIn, separateFreeText } from './fields.ts'
import { notesIn } from './notes.ts'
import { topicInSentence, topicOf } from './topic-of.ts'
import { applyWishes } from './wishes.ts'

const mostWords = 12_000

const words: [RegExp, ContentType][] = [
  [/\blesson[ _-]?plan/i, 'lesson_plan'],
  [/\blanding[ _-]?page/i, 'landing_page'],
  [/\bservice[ _-]?page/i, 'service_page'],
  [/\blocal[ _-]?page/i, 'local_page'],
  [/\bproduct[ _-]?(description|page)/i, 'product_description'],
  [/\bcase[ _-]?study/i, 'case_study'],
  [/\bpress[ _-]?release/i, 'press_release'],
  [/\bnewsletter/i, 'newsletter'],
  [/\be-?mail/i, 'email'],
  [/\b(social|linkedin|facebook|instagram)[ _-]?(media )?post/i, 'social_post'],
  [/\bad[ _-]?copy|\bads\b/i, 'ad_copy'],
  [/\bmeta[ _-]?tags/i, 'meta_tags'],
  [/\bfaqs?\b|frequently asked/i, 'faq'],
  [/\bvideo[ _-]?script/i, 'video_script'],
  [/\bblog/i, 'blog_post'],
]

function contentTypeOf(fields: string, all: string): ContentType {
  const named = fieldOf(fields, 'content[ _-]?type|type|format')
    ?.toLowerCase()
    .replace(/[\s-]+/g, '_')
  const known = contentType.safeParse(named)
  if (known.success) return known.data
  return words.find(([pattern]) => pattern.test(named ?? all))?.[1] ?? 'blog_post'
}

/** Sections are apart by bars; a plain list with commas is understood too, if its items are short. */
function sectionsIn(fields: string): string[] {
  const names = 'sections?|structure|outline|headings'
  const sections = listOf(fields, names, '|;')
  const [only] = sections
  if (sections.length !== 1 || !only) return sections.slice(0, 30)
  const parts = only.split(/,\s*/)
  return parts.length >= 3 && parts.every((part) => part.split(/\s+/).length <= 6) ? parts : sections
}

/** The words to write: as asked, at most what can be written in reason. */
function wordCountOf(type: ContentType, asked: { min?: number; max?: number }): Range {
  const { min, max } = wordCountFor(type, asked)
  const low = Math.min(min, mostWords)
  return { min: low, max: Math.max(low, Math.min(max, mostWords)) }
}

function toneOf(tone: string | undefined): Tone {
  if (/\b(warm|friendly|casual|playful|conversational|encouraging|relaxed)/i.test(tone ?? '')) return 'warm'
  return /\b(formal|professional|authoritative|academic|corporate)/i.test(tone ?? '') ? 'formal' : 'plain'
}

function linksIn(text: string): Brief['links'] {
  const found = text.matchAll(/^\s*(?:[-*]\s*)?link:\s*\[([^\]\n]{1,120})\]\((https?:\/\/[^\s)]{1,300})\)/gim)
  return [...found].slice(0, 3).map((match) => ({ anchor: match[1] ?? '', url: match[2] ?? '' }))
}

function termsIn(text: string): Brief['terms'] {
  const found = text.matchAll(/^\s*[-*]\s*write "([^"\n]{1,100})", not "([^"\n]{1,100})"/gim)
  return [...found].map((match) => ({ to: match[1] ?? '', from: match[2] ?? '' }))
}

/** Reads a prompt, whose markers are gone already. The lines it understands are in the package's README. */
export function parseBrief(prompt: { system: string; user: string }): Brief {
  const user = separateFreeText(prompt.user)
  const fields = `${user.fields}\n${prompt.system}`
  const type = contentTypeOf(user.fields, fields)
  const minWords = fieldOf(fields, 'min(?:imum)? words?(?: count)?')
  const maxWords = fieldOf(fields, 'max(?:imum)? words?(?: count)?')
  const wordCount = fieldOf(fields, 'word ?count|length|words|target length')
  const asked = rangeIn(wordCount ?? '') ?? {
    ...(minWords ? { min: rangeIn(`at least ${minWords}`)?.min } : {}),
    ...(maxWords ? { max: rangeIn(`at most ${maxWords}`)?.max } : {}),
  }
  const title = /title[^\n]*?at most (\d{2,3}) characters/i.exec(fields)?.[1]
  const shortTitle = /title[^\n]*?at least (\d{1,3}) (?:and|to|characters)/i.exec(fields)?.[1]
  const meta = /meta description[^\n]*?(\d{2,3}) (?:to|-) (\d{2,3}) characters/i.exec(fields)
  const depth = /nothing deeper than level (\d)/i.exec(fields)?.[1]
  const pointOfView = fieldOf(fields, 'point of view') ?? ''
  const brief: Brief = {
    topic: topicOf(user.fields) ?? topicInSentence(user.fields || prompt.system),
    contentType: type,
    keywords: listOf(fields, '(?:primary |target |focus |seo )?keywords?', '|;,').slice(0, 30),
    relatedTerms: listOf(fields, 'related terms|secondary keywords?', '|;,').slice(0, 10),
    sections: sectionsIn(user.fields),
    wordCount: wordCountOf(type, asked),
    titleLength: { min: Number(shortTitle ?? usualTitle.min), max: Number(title ?? usualTitle.max) },
    metaLength: {
      min: Number(meta?.[1] ?? usualMeta.min),
      max: Math.min(usualMeta.max, Number(meta?.[2] ?? usualMeta.max)),
    },
    minSections: Number(/in at least (\d{1,2}) sections/i.exec(fields)?.[1] ?? 0),
    maxDepth: Math.max(2, Number(depth ?? 3)),
    callToAction: fieldOf(fields, 'call[ -]to[ -]action|cta'),
    mustInclude: listOf(fields, 'must[ -]include|required phrases?', ';').slice(0, 30),
    neverUse: listOf(fields, 'never use|banned phrases?|must avoid|avoid', ';'),
    disclaimers: fieldsOf(fields, 'disclaimers?|required disclaimer'),
    brand: fieldOf(fields, 'brand|the brand') ?? fieldOf(fields, 'client|company'),
    audience: fieldOf(fields, 'audience'),
    tone: toneOf(fieldOf(fields, 'tone')),
    pointOfView: /first person plural|\bwe\b/i.test(pointOfView) ? 'we' : 'you',
    propositions: listOf(fields, 'what the brand stands for|value propositions?', ';').slice(0, 6),
    links: linksIn(fields),
    terms: termsIn(fields),
    notes: notesIn(user.freeText),
  }
  return applyWishes(brief, user.wishes)
}
