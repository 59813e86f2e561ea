import type { ContentType } from '@hg/contracts'
import { capitalise, enumerate, holdsPhrase } from '../language/words.ts'
import type { Block, Section } from './draft.ts'
import { offersOf } from './meta-description.ts'
import type { Writer } from './writer.ts'

type Promises = [string, ...string[]]

const promises: Promises = [
  'What follows is a plain account of {topic}: {offers}.',
  'Below you find what matters about {topic}: {offers}.',
  'If {topic} {is} on your mind, the next few minutes give you {offers}.',
  'Read on for {offers}, so that {topic} {is} no longer a guess.',
]

const pagePromises: Promises = [
  'On this page you find what matters about {topic}: {offers}.',
  'Here is {topic} in plain words: {offers}.',
  'Below, in this order: {offers}.',
]

const letterPromises: Promises = [
  'A short note on {topic}, and on what to do about it.',
  'This is about {topic}, and it takes two minutes to read.',
  'One subject today: {topic}.',
]

const spokenPromises: Promises = [
  'In the next few minutes: {offers}.',
  'This is about {topic}, from the first look to the last step.',
]

const promisesOf: Partial<Record<ContentType, Promises>> = {
  landing_page: pagePromises,
  service_page: pagePromises,
  local_page: pagePromises,
  product_description: pagePromises,
  press_release: pagePromises,
  email: letterPromises,
  newsletter: letterPromises,
  video_script: spokenPromises,
}

const shortPromises: Promises = [
  'In plain words: {topic}.',
  'Here is what matters about {topic}.',
  'In short, this is about {topic}.',
]

const warmLines = [
  'You do not need to be an expert to get this right, and you will not have to become one here.',
  'Take your time with it; nothing below has to be decided today.',
  'If some of this is familiar, so much the better.',
]

const formalLines = [
  'The following sections set out the main considerations and the order in which they arise.',
  'The aim is a sound basis for a decision rather than a complete treatment.',
]

function openingOf(writer: Writer): string | undefined {
  const { contentType, brand } = writer.brief
  // Nobody is quoted in a press release, since nobody said anything.
  if (contentType === 'press_release')
    return writer.say(brand ? '{brand} has news on {topic}.' : 'There is news on {topic}.')
  for (const layer of writer.library.layers) {
    const opening = writer.sayOneOf(layer.openings ?? [])
    if (opening) return opening
  }
  return undefined
}

/** The first paragraphs: a scene or question, what the piece is about, and what it offers. Short pieces get less. */
export function introduce(writer: Writer, sections: Section[], budgetWords: number): Block[] {
  const { brief } = writer
  const offers = enumerate(offersOf(sections).slice(0, 4))
  const patterns = offers ? (promisesOf[brief.contentType] ?? promises) : shortPromises
  const promise =
    writer.sayOneOf(patterns.map((pattern) => pattern.replace('{offers}', offers))) ?? writer.sayOneOf(shortPromises)
  const opening = budgetWords >= 40 ? openingOf(writer) : undefined
  const answer = budgetWords >= 60 ? writer.first('overview') : undefined
  const tone = brief.tone === 'warm' ? warmLines : brief.tone === 'formal' ? formalLines : []
  const aside = budgetWords >= 90 ? writer.sayOneOf(tone) : undefined
  const namesTopic = [opening, answer].some((sentence) => sentence && holdsPhrase(sentence, writer.subject.phrase))
  const second = budgetWords >= 50 || !namesTopic ? (promise ?? `${capitalise(writer.subject.phrase)}.`) : undefined
  const paragraphs = [
    [opening, answer],
    [second, aside],
  ].map((sentences) => sentences.filter((sentence) => sentence !== undefined))
  if (budgetWords < 12) return []
  const isBrief = budgetWords < 60
  return (isBrief ? [paragraphs.flat()] : paragraphs)
    .filter((sentences) => sentences.length > 0)
    .map((sentences) => ({ kind: 'text', sentences, isFixed: true }))
}
