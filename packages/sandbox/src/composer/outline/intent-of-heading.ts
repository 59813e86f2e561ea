import type { Intent } from '../knowledge/knowledge.ts'

/** What a heading promises, by its words; the first that fits. */
const promises: [RegExp, Intent][] = [
  [/\bwhy\b.*\b(worth|matters?|pays?|benefits?)\b/i, 'why'],
  [/\bopening|warm[- ]?up|\bhook\b|\bengage\b|starter/i, 'opening'],
  [/\bquestions?\b|\bfaqs?\b|\bq ?& ?a\b|people ask/i, 'faq'],
  [/\bgoals?\b|\bobjectives?\b|learning outcomes?/i, 'goals'],
  [/\bstandards?\b/i, 'standards'],
  [/\bdiscuss/i, 'discussion'],
  [/\bassess|check for understanding|\bexit\b|\bevaluat|\bquiz/i, 'assessment'],
  [/\bdifferentiat|\bsupport|\bextension|\badapt/i, 'support'],
  [
    /what you need|\bmaterials?\b|\bequipment\b|\btools?\b|\bsupplies\b|\bchecklist\b|\bprepar|\bhave ready\b/i,
    'materials',
  ],
  [/\bwhat to do\b/i, 'steps'],
  [/\bdata shows?\b|\bresults?\b|\bfindings?\b|what changed|\boutcomes?\b|what to expect from the data/i, 'results'],
  [/\bexamples?\b|\bcase\b|\bstory\b|\bscenario|in practice/i, 'example'],
  [/\bmistakes?\b|\bpitfalls?\b|\bavoid|\bwrong\b|\bmyths?\b|\bproblems?\b|\bchallenges?\b|\brisks?\b/i, 'mistakes'],
  [/\bsigns?\b|when you need|look for|\bsymptoms?\b|watch for|called for|\bwarning/i, 'signs'],
  [/\bcosts?\b|\bpric(e|es|ing)\b|\bbudget|\bfees?\b|\binvestment\b/i, 'cost'],
  [/how long|\btime\b|\btimeline|\bschedule|\bcalendar|\bseason/i, 'time'],
  [/\bvisit|working with us|what to expect|how we work/i, 'visit'],
  [/\bneighbou?rhood|\bareas?\b|\bnearby\b|\blocal\b|\bcity\b|\btown\b|\bcommunity/i, 'local'],
  [/\bsafe(ty)?\b|\bcode\b|\bpermits?\b|\bcomplian|\bregulation/i, 'safety'],
  [/\bcompar|\bversus\b|\bvs\b|\boptions?\b|\bchoos|\balternatives?\b|\bdifference/i, 'compare'],
  [/\bdoes to\b|\bcauses?\b|\bbehind\b|why .*(fail|crack|happen|break|trip)|\bdamage/i, 'cause'],
  [/\bwhy\b|\bbenefits?\b|\bworth\b|\badvantages?\b|\bimportan|\bvalue\b|\bmatters?\b|\bfeatures?\b/i, 'why'],
  [/\babout (us|the company|the brand)|who we are|our (team|story)/i, 'about'],
  [/\bconclusion|\bnext steps?\b|\bsummary|\btake-?aways?\b|\bcontact\b|get started|call to action/i, 'close'],
  [
    /\bhow\b|\bsteps?\b|\bprocess|\bguide\b|\brunning\b|\binvolves?\b|\binvestigation|\bprocedure|\bactivity\b|\bmethod|\binstall|\bapproach|\bsolution/i,
    'steps',
  ],
  [/\boverview|\bintroduction|\bwhat is\b|\bbackground|\bbasics\b/i, 'overview'],
]

/** For headings that promise nothing in particular, in turn. */
const open: [Intent, ...Intent[]] = ['overview', 'why', 'example', 'steps', 'results', 'compare']

/** What each of the given headings promises to its reader. */
export function intentsOf(headings: string[]): Intent[] {
  let unclear = 0
  return headings.map((heading) => {
    const found = promises.find(([pattern]) => pattern.test(heading))?.[1]
    return found ?? open[unclear++ % open.length] ?? open[0]
  })
}
