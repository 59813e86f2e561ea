import { phrasePattern } from '../language/words.ts'
import type { Block } from './draft.ts'
import type { Writer } from './writer.ts'

type Link = { anchor: string; url: string }

const leads = [
  'When you are ready, the next step is a small one.',
  'The next step is simple.',
  'If you would like to go on from here:',
]
const ownLeads = [
  'We are glad to look at it with you.',
  'Tell us what you have in mind.',
  'We will tell you plainly what we would do.',
]
const warmLeads = ['You do not have to work this out alone.', 'Whenever it suits you:']
const formalLeads = ['A short conversation is usually enough to establish what is needed.']

function withLinks(text: string, links: Link[]): { text: string; unused: Link[] } {
  const used = links.find(({ anchor }) => phrasePattern(anchor).test(text))
  if (!used) return { text, unused: links }
  const linked = text.replace(phrasePattern(used.anchor), (found) => `[${found}](${used.url})`)
  return { text: linked, unused: links.filter((link) => link !== used) }
}

/** The call to action, and the disclaimers word for word. Links that the call does not name are listed before it. */
export function endingFor(writer: Writer): Block[] {
  const { callToAction, disclaimers, links, pointOfView, tone, wordCount } = writer.brief
  const call = withLinks(callToAction ?? '', links)
  const lead = writer.sayOneOf(
    pointOfView === 'we' ? ownLeads : tone === 'warm' ? warmLeads : tone === 'formal' ? formalLeads : leads,
  )
  const blocks: Block[] = []
  if (call.unused.length > 0 && wordCount.max >= 150) {
    const list = call.unused.map(({ anchor, url }) => `[${anchor}](${url})`).join(' · ')
    blocks.push({ kind: 'text', sentences: [`Read on: ${list}`], isFixed: true })
  }
  if (callToAction) {
    const sentence = `**${/[.!?]$/.test(call.text) ? call.text : `${call.text}.`}**`
    blocks.push({
      kind: 'text',
      sentences: wordCount.max >= 150 && lead ? [lead, sentence] : [sentence],
      isFixed: true,
    })
  }
  for (const disclaimer of disclaimers) {
    blocks.push({ kind: 'text', sentences: [/[*_]/.test(disclaimer) ? disclaimer : `*${disclaimer}*`], isFixed: true })
  }
  return blocks
}
