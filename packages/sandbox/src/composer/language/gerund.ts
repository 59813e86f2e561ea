const doubling = /^(?:[^aeiou]*[aeiou][bdgmnprt])$/

/** Verbs of two syllables and more that double their last letter. */
const stressedAtEnd = new Set([
  'begin',
  'refer',
  'prefer',
  'permit',
  'submit',
  'commit',
  'admit',
  'transfer',
  'upset',
  'plan',
])

/** The -ing form of a verb: choose, choosing; plan, planning; tie, tying. */
export function gerundOf(verb: string): string {
  const lower = verb.toLowerCase()
  if (lower.endsWith('ie')) return `${lower.slice(0, -2)}ying`
  if (/(?:ee|oe|ye)$/.test(lower) || lower === 'be') return `${lower}ing`
  if (lower.endsWith('e')) return `${lower.slice(0, -1)}ing`
  if (doubling.test(lower) || stressedAtEnd.has(lower)) return `${lower}${lower.at(-1)}ing`
  return `${lower}ing`
}

/** Verbs with which a topic may begin when it is an order rather than a name. */
const orders = new Set(
  `add apply automate avoid bake build buy calculate care change check choose clean collect compare connect convert cook create
  cut decide design develop diagnose discover draw eat explain explore file find fix get give grow handle help hire host improve
  increase install introduce investigate keep know launch lead learn lower maintain make manage measure meet move negotiate
  onboard open organize paint pay pick plan plant plot predict prepare prevent protect prove raise read reduce remove rent repair
  replace reseal run save sealcoat secure sell set ship start stop store switch teach test train turn understand upgrade
  use verify visualize wire work write`.split(/\s+/),
)

/** True when a phrase begins with an order: a known verb followed by what it is done to. */
export function beginsWithOrder(phrase: string): boolean {
  const [verb = '', next = ''] = phrase.toLowerCase().split(/\s+/)
  if (!orders.has(verb)) return false
  return /^(a|an|the|your|our|their|this|that|these|those|more|better|every|each|up|out|down|for|with|to|from|into|about|on|off|\p{L}+s)$/u.test(
    next,
  )
}

/** "choose a plan and save money" becomes "choosing a plan and saving money". */
export function toGerund(phrase: string): string {
  const [verb = '', ...rest] = phrase.split(/\s+/)
  const tail = rest
    .join(' ')
    .replace(/\b(and|or) (\p{L}+)\b/gu, (whole, joint: string, word: string) =>
      orders.has(word.toLowerCase()) ? `${joint} ${gerundOf(word)}` : whole,
    )
  return `${gerundOf(verb)} ${tail}`.trim()
}
