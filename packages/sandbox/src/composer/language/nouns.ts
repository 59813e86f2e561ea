/** Nouns without plural and article that no ending gives away. */
const massNouns = new Set(
  `access advice air algebra art asphalt assessment athletics biology blacktop bread calculus care carbon cash chemistry
  clothing code coffee compliance compost concrete content copper copy cotton credit culture curriculum custom damage data
  debt design drainage drywall education electricity email energy equipment evidence exercise fashion feedback finance
  flatwork food fraud fun furniture garbage glass gold gravel ground growth hardware health heat help history hospitality
  housing humidity ice income industry influence information infrastructure insulation insurance inventory iron jewelry
  knowledge labor land landscaping laundry law leadership light literature lighting literacy logistics luck luggage machinery mail
  maintenance marketing material math mathematics matter mathematics meat media medicine metal milk momentum money motion
  mulch music news nutrition oil oxygen paint paper parenting parking patience paving payroll pay performance pest photography physics planning
  plastic policy politics pollution pottery power prep press pressure privacy procurement productivity progress property
  psychology publicity quality rain recruitment repair research retail retention revenue rice risk safety salt sand
  science scrap security seo service sealcoat shipping silver skin sleep snow soap software soil sound space speed staff statistics steel
  steam stem storage strategy stress stuff success sugar support tax teamwork technology telehealth thermodynamics time tourism
  trade traffic training transport travel trust upkeep value velocity voltage waste water weather wellness wiring wood wool work worship yoga
  photosynthesis titration titanium acceleration gravity friction magnetism electrolysis osmosis respiration mitosis ai`.split(
    /\s+/,
  ),
)

/** Things that can be counted. A noun that is not among them goes without an article: that is wrong less often. */
const countNouns = new Set(
  `agenda agency agreement analysis app appliance appointment approach article assistant audit backyard bakery balcony bank
  basement bathroom battery bedroom bicycle bill blog board boiler book boutique box brand brewery brochure budget building
  bus business cafe calculator calendar camera campaign campus car career cart catalog ceiling certificate chair charity
  chart checklist church circuit city class classroom clinic closet coach college community company computer conference connection
  contract controller course crew customer dashboard database day deck degree design desk diet directory dishwasher district
  doctor document dog door driveway election element employee engine essay estimate event exam example exhibit experiment
  extension factory farm feature fence festival firm fixture floor form foundation framework fund garage garden gate generator
  gift goal graph greenhouse grill guide gym hammer heater home hospital hotel house idea inspection instrument interview
  invoice issue job journey kitchen kit lab laboratory lamp landlord laptop laser lawn lawsuit lawyer lease
  lesson letter library license lot loan machine manual map market mattress meeting menu method microscope mobile model mortgage
  motor museum network newsletter notebook office option orchard order oven page panel park partner path patio pattern
  payment period permit phone picture pipe plan plant platform podcast policy pond pool porch portfolio position presentation
  printer problem process product profile program project prototype pump purchase question quiz receipt recipe renovation
  report restaurant resume review ring road roadmap robot roof room route rug sale salon sample schedule school season section
  sensor server session shed shelf ship shop shower sidewalk sign sink site sofa solution spreadsheet stage
  station store story street strategy student studio subscription suitcase summary survey sweater switch system table
  tank team template tenant terrace test thermostat tile tool tour town toy track tree trial trip truck tutorial unit
  university upgrade vacation van vehicle venue video village visit warehouse warranty watch wall webinar website wedding week
  weekend window workflow workplace workshop yard year`.split(/\s+/),
)

const notPlural = /(ss|us|is|ics|ous)$/

const preposition =
  /\s(?:for|in|on|of|with|without|to|from|at|by|near|during|after|before|under|over|between|against|through|around|about|as|into|via|using|that|which|who|when|while|your|our)\s/i

/** The noun that a noun phrase is about: the last word before the first preposition. */
export function headOf(phrase: string): string {
  const [front = phrase] = phrase.split(preposition)
  return (front.trim().split(/\s+/).at(-1) ?? phrase).replace(/[^\p{L}\p{N}'’-]/gu, '')
}

/** True when the phrase's noun is a plural. */
export function isPlural(phrase: string): boolean {
  const head = headOf(phrase).toLowerCase()
  if (/^(people|children|teeth|feet|men|women|criteria|media)$/.test(head)) return true
  return head.length > 3 && head.endsWith('s') && !notPlural.test(head) && !massNouns.has(head)
}

function isName(phrase: string): boolean {
  const head = headOf(phrase)
  return /\p{Lu}/u.test(head.slice(1)) || /^\p{Lu}/u.test(head) || /\d/.test(head)
}

/** True when the phrase cannot stand in a sentence without an article: a singular thing that can be counted. */
export function needsArticle(phrase: string): boolean {
  if (!/^\p{Script=Latin}/u.test(phrase)) return false
  if (
    /^(a|an|the|this|that|these|those|my|your|our|their|his|her|its|every|each|any|no|some|all|both|\d+|how|what|why|when|where|which|whether|who)\b/i.test(
      phrase,
    )
  )
    return false
  if (/['’]s\b/.test(phrase.split(preposition)[0] ?? '')) return false
  const head = headOf(phrase).toLowerCase()
  const last = head.split('-').at(-1) ?? head
  if (isPlural(phrase) || isName(phrase) || massNouns.has(last) || /^\w+ing\b/i.test(phrase)) return false
  return countNouns.has(last) || (last.length > 4 && /(er|or|ist|ian)$/.test(last))
}

/** "a" or "an", by the sound of the next word as far as letters tell. */
export function articleFor(phrase: string): 'a' | 'an' {
  if (/^(?:[AEFHILMNORSX](?![a-z])|8|11\b|18\b)/.test(phrase)) return 'an'
  if (/^(?:uni|use|usu|user|euro|one\b|once\b|uk\b)/i.test(phrase)) return 'a'
  return /^(?:[aeiou]|hour|honest|heir)/i.test(phrase) ? 'an' : 'a'
}

/** A noun phrase as it stands in a sentence, with "a" or "an" where English asks for one. */
export function nounPhrase(phrase: string): string {
  return needsArticle(phrase) ? `${articleFor(phrase)} ${phrase}` : phrase
}
