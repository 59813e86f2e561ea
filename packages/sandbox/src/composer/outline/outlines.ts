import type { ContentType } from '@hg/contracts'
import type { Intent } from '../knowledge/knowledge.ts'

/** A section to be written. A heading is given where the content type always has the same one. */
export type Planned = { intent: Intent; heading?: string; hasHeading?: false }

type Variants = [Planned[], ...Planned[][]]

const plan = (...intents: Intent[]): Planned[] => intents.map((intent) => ({ intent }))

const articles: Variants = [
  plan('overview', 'signs', 'steps', 'cost', 'close'),
  plan('why', 'overview', 'steps', 'mistakes', 'close'),
  plan('overview', 'cause', 'signs', 'steps', 'time', 'close'),
  plan('why', 'materials', 'steps', 'results', 'close'),
  plan('overview', 'example', 'compare', 'mistakes', 'close'),
  plan('signs', 'steps', 'time', 'cost', 'faq', 'close'),
]

const pages: Variants = [
  plan('signs', 'overview', 'visit', 'cost', 'faq', 'close'),
  plan('why', 'visit', 'time', 'faq', 'close'),
  plan('overview', 'signs', 'visit', 'faq', 'close'),
]

/** The usual order of sections for each content type, in several variants. */
export const outlines: Record<ContentType, Variants> = {
  blog_post: articles,
  article: articles,
  landing_page: pages,
  service_page: pages,
  local_page: [plan('local', 'signs', 'visit', 'faq', 'close'), plan('local', 'overview', 'visit', 'cost', 'close')],
  product_description: [
    [{ intent: 'why' }, { intent: 'overview' }, { intent: 'materials', heading: 'Good to know before you order' }],
    [{ intent: 'overview' }, { intent: 'why' }, { intent: 'faq' }],
  ],
  case_study: [
    [
      { intent: 'cause', heading: 'The situation' },
      { intent: 'signs', heading: 'What had to change' },
      { intent: 'steps', heading: 'What was done, and in which order' },
      { intent: 'results', heading: 'What came of it' },
      { intent: 'close', heading: 'What others can take from it' },
    ],
  ],
  press_release: [
    [
      { intent: 'overview', heading: 'What is new' },
      { intent: 'why', heading: 'Why it matters' },
      { intent: 'visit', heading: 'What happens next' },
      { intent: 'about' },
    ],
  ],
  email: [
    [
      { intent: 'why', hasHeading: false },
      { intent: 'signs', hasHeading: false },
      { intent: 'close', hasHeading: false },
    ],
    [
      { intent: 'overview', hasHeading: false },
      { intent: 'steps', hasHeading: false },
      { intent: 'close', hasHeading: false },
    ],
  ],
  newsletter: [
    [
      { intent: 'overview', heading: 'This month' },
      { intent: 'signs', heading: 'Worth a look' },
      { intent: 'steps', heading: 'Try this' },
      { intent: 'close', heading: 'Before the next issue' },
    ],
  ],
  faq: [
    [
      { intent: 'faq', heading: 'The basics' },
      { intent: 'faq', heading: 'Planning and cost' },
      { intent: 'faq', heading: 'Before, during and after' },
    ],
  ],
  video_script: [
    [
      { intent: 'opening', heading: 'Opening' },
      { intent: 'signs', heading: 'Scene 1: What to look for' },
      { intent: 'steps', heading: 'Scene 2: How it goes' },
      { intent: 'results', heading: 'Scene 3: What changes' },
      { intent: 'close', heading: 'Closing' },
    ],
  ],
  lesson_plan: [
    [
      { intent: 'goals', heading: 'Learning goals' },
      { intent: 'standards', heading: 'Standards' },
      { intent: 'materials', heading: 'Materials and preparation' },
      { intent: 'opening', heading: 'Opening question' },
      { intent: 'steps', heading: 'Investigation' },
      { intent: 'discussion', heading: 'Discussion' },
      { intent: 'assessment', heading: 'Check for understanding' },
      { intent: 'support', heading: 'Support and extension' },
    ],
  ],
  // These three have their own writers and plan no sections here.
  social_post: [[]],
  ad_copy: [[]],
  meta_tags: [[]],
}

/** Outlines for topics whose wording asks for a certain shape. */
export const shapedOutlines: [RegExp, Planned[]][] = [
  [/\bvs\b|\bversus\b|the choice between/i, plan('overview', 'compare', 'cost', 'mistakes', 'close')],
  [/\bsigns?\b|\bsymptoms?\b/i, plan('signs', 'cause', 'steps', 'cost', 'close')],
  [/\bmistakes?\b|\bpitfalls?\b/i, plan('mistakes', 'cause', 'steps', 'close')],
  [/\bcosts?\b|\bprices?\b/i, plan('cost', 'overview', 'compare', 'time', 'close')],
  [/^(?:why|what causes)\b/i, plan('cause', 'signs', 'steps', 'time', 'close')],
]
