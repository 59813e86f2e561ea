import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentType, GeneratePromptRequest, StrategyConfiguration } from '@hg/contracts'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8').trimEnd()

/** A template of 10 kB with loops and conditions in both parts. */
export const longTemplate = { system_template: read('long-system.liquid'), template: read('long-user.liquid') }

/** A strategy in which every field says something. */
const strategy: StrategyConfiguration = {
  brand: {
    voice: 'A master electrician at the kitchen table, explaining the panel with the door open.',
    tone: 'Calm, direct and friendly.',
    point_of_view: 'first_plural',
    audience: 'Homeowners who have a problem today and want to know what happens next.',
    persona: 'The owner of a house built before 1970 who has just been told that the panel is full.',
    value_propositions: [
      'Licensed electricians on every job',
      'A written estimate before any work begins',
      'The same crew from the first visit to the inspection',
    ],
    dos: [
      "Answer the reader's question in the first paragraph",
      'Prefer short words and active verbs',
      'Explain a technical term the first time it appears',
      'Say what happens between the phone call and the finished job',
      'Name the town or neighborhood where it helps the reader',
    ],
    donts: [
      'Open with a remark about the modern world',
      'Frighten the reader into calling',
      'Write a price that the request does not contain',
      'Give instructions for work on live wiring',
    ],
    sample: [
      'Open the door of your panel and count the breakers. If two of them share a slot, somebody ran out of room before you did.',
      '',
      'That is no reason to worry tonight. It is a reason to ask the next electrician who comes by to take the cover off.',
    ].join('\n'),
  },
  seo: {
    primary_keywords: ['electrical panel', 'panel upgrade'],
    secondary_keywords: ['licensed electrician', 'electrical inspection', 'breaker', '200 amp service'],
    keyword_density: { min: 0.3, max: 2 },
    title_length: { min: 30, max: 65 },
    meta_length: { min: 80, max: 155 },
    headings: { min_h2: 4, max_depth: 3 },
    internal_links: [
      { url: 'https://cincinnati-electrician.example/services', anchor: 'our services' },
      { url: 'https://cincinnati-electrician.example/contact', anchor: 'ask for an estimate' },
    ],
    intent: 'transactional',
  },
  content: {
    word_count: { min: 700, max: 1100 },
    reading_level: { min_grade: 4, max_grade: 9 },
    language: 'en-US',
    structure: ['When you need it', 'What the work involves', 'How long it takes', 'Questions people ask'],
    must_include: ['written estimate', 'permit', 'Cincinnati'],
    must_avoid: ['guaranteed results', 'number one in the industry', 'studies show', 'experts agree'],
    banned_phrases: [
      'in today’s fast-paced world',
      'game-changer',
      'unlock the power',
      'look no further',
      'delve into',
      'cutting-edge',
      'when it comes to',
      'one-stop shop',
      'second to none',
      'shockingly good',
    ],
    required_disclaimers: [
      'Electrical work may need a permit and an inspection; rules differ between cities and counties.',
    ],
    cta: 'Ask for a written estimate, and we will call you back within one working day.',
    term_map: { 'breaker box': 'electrical panel', 'fuse box': 'electrical panel' },
  },
}

/**
 * What a worker sends for one piece: all that a request can say.
 *
 * @param piece.number makes one piece's topic and brief differ from the next one's
 */
export function promptRequest(piece: {
  clientId: string
  contentType: ContentType
  number: number
}): GeneratePromptRequest {
  const { number } = piece
  return {
    client_id: piece.clientId,
    content_type: piece.contentType,
    topic: `When a house of ${1900 + (number % 80)} needs a new electrical panel, and what the visit looks like (${number})`,
    keywords: ['electrical panel', 'panel upgrade cost', 'electrician in Cincinnati'],
    brief: [
      `Case ${number}: a family that has bought an electric car and a heat pump within a year.`,
      'They were told by the dealer that the panel is too small, and by a neighbor that it is not.',
      'Say how one finds out, what a load calculation is, and what the city asks for.',
      'Mention that the power is off for most of a day, and what to do about the freezer.',
    ].join('\n'),
    strategy,
    content_template: {
      name: 'Service explainer',
      audience: 'People who compare two estimates',
      tone: 'Matter-of-fact',
      sections: [
        { heading: 'When you need it', guidance: 'Signs that one can see without tools.', words: 200, required: true },
        { heading: 'What the work involves', guidance: 'The day, hour by hour.', words: 300, required: false },
        { heading: 'What it costs', guidance: 'What the price depends on; no figures.', words: 200, required: true },
        { heading: 'Questions people ask', words: 200, required: false },
      ],
    },
  }
}
