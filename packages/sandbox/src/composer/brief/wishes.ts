import type { Brief } from './brief.ts'
import { notesIn } from './notes.ts'

const shorter = /\b(shorter|shorten|less text|trim|cut (it )?down|more concise|half as long)\b/i
const longer = /\b(longer|lengthen|more detail|expand|extend)\b/i

/**
 * The brief of a piece that is written anew, after what is to be different in it: what to mention, shorter or longer within
 * what the brief allows, and the tone. The composer writes afresh; of the earlier text it keeps nothing but the brief.
 */
export function applyWishes(brief: Brief, wishes: string): Brief {
  if (wishes.trim() === '') return brief
  const notes = notesIn(wishes)
  const { min, max } = brief.wordCount
  const third = Math.floor((max - min) / 3)
  return {
    ...brief,
    ...(shorter.test(wishes) ? { wordCount: { min, max: max - 2 * third } } : {}),
    ...(longer.test(wishes) ? { wordCount: { min: min + 2 * third, max } } : {}),
    ...(/\b(warm|friend|casual|playful)/i.test(wishes) ? { tone: 'warm' as const } : {}),
    ...(/\b(formal|professional|serious)/i.test(wishes) ? { tone: 'formal' as const } : {}),
    notes: {
      sentences: [...notes.sentences, ...brief.notes.sentences],
      points: [...notes.points, ...brief.notes.points],
    },
  }
}
