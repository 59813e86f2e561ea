/** In a third of all topics. */
export const frequentWord = 'guide'
/** In one topic of twenty thousand. */
export const rareWord = 'zeppelin'
/** In none. */
export const absentWord = 'xylophone'

export const openings = [
  'A guide to',
  'The short guide to',
  'An owner’s guide to',
  'A buyer’s guide to',
  'What to know about',
  'Five mistakes with',
  'When to think again about',
  'The true price of',
  'How we go about',
  'Questions people ask about',
  'Planning ahead for',
  'Before you sign for',
]

/** What clients do; each has one, so a trade is frequent with some clients and absent with the others. */
export const trades = [
  ...['asphalt repair', 'electrical panels', 'roof inspection', 'physics sensors', 'dental implants', 'tax returns'],
  ...['garden walls', 'heat pumps', 'piano lessons', 'dog grooming', 'solar arrays', 'window cleaning', 'tree felling'],
  ...['wedding catering', 'office furniture', 'bicycle frames', 'swimming pools', 'concrete floors', 'brake pads'],
  ...['water softeners', 'home insurance', 'pest control', 'kitchen cabinets', 'elevator service', 'language courses'],
  ...['yoga studios', 'boat engines', 'chimney sweeping', 'data backups', 'locksmithing', 'drone surveys'],
  ...['orthopaedic shoes', 'stained glass', 'fire alarms', 'bakery ovens', 'moving vans', 'hearing aids'],
  ...['carpet weaving', 'gravel delivery', 'vineyard tours'],
]

export const audiences = ['homeowners', 'schools', 'landlords', 'hotels', 'newcomers', 'city councils', 'small firms']

const beginnings = [
  'Ash',
  'Brook',
  'Clay',
  'Dun',
  'Elm',
  'Fair',
  'Glen',
  'Hart',
  'Iron',
  'Kings',
  'Lake',
  'Mill',
  'North',
]
const endings = [
  'burg',
  'bury',
  'dale',
  'field',
  'ford',
  'ham',
  'haven',
  'holm',
  'mouth',
  'port',
  'side',
  'stead',
  'ton',
]

/** 169 towns, each in one topic of as many. */
export const towns = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending))

const prose =
  `a about after all also and any are ask at away back be because before both but by call can check clear come
cost day do down each early enough even every fall few find first floor for free from full get give go good ground half
hand have heavy here high hold how if in into is it job just keep kind know large last later leave less level light like
line little long look made make many may mean month more most move much must near need new next no not now of off often
old on once one only open or order other our out over own part pay people place plain plan point price put question quick
rain read ready right room round rule same save season see set short show side sign simple slow small so some soon start
still stop such sure surface take team tell than that the their them then there these they thing think this time to today
too tool turn two under until up use very wait wall want water way we week well what when where which while who why will
winter with within without word work year yet you your`.split(/\s+/)

/** Prose of about this many characters, as compressible as real prose. */
export function writeProse(random: () => number, characters: number): string {
  let text = ''
  while (text.length < characters) {
    const length = 6 + Math.floor(random() * 14)
    const words = Array.from({ length }, () => prose[Math.floor(random() * prose.length)] ?? '')
    text += `${words.join(' ').replace(/^./, (first) => first.toUpperCase())}. `
  }
  return text.trim()
}
