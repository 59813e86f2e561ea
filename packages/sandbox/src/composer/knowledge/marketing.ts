import type { Field } from './knowledge.ts'

/** Websites, content and local search. */
export const marketing: Field = {
  matches:
    /\b(seo|search engine|local search|websites?|content marketing|content strategy|marketing|google business|landing pages?|rankings?|campaigns?|paid search|newsletters?|brand voice|copywriting)\b/i,
  people: 'business owners',
  thing: 'the page',
  things: [],
  aroundKeywords: [
    'Pages about {np} do well when they answer one question completely instead of five in passing.',
    'Search for {np} yourself, from a phone and away from the office, and read what comes up as a customer would.',
    'Write down the three questions that callers ask about {np}, and you have the outline of a page.',
    'Measure {np} by what people do next, and not by how many of them came.',
    'The words around {np} should be the ones that customers use on the phone.',
  ],
  common: {
    openings: [
      'Listen to ten phone calls, write down the first question of each, and you have a better content plan than any tool will give you.',
      'Somebody two streets away is looking for exactly what you do, on a phone, with one thumb and little patience.',
      'Most advice about {topic} starts with a tool; it should start with a customer.',
    ],
    sentences: {
      overview: [
        'A page works when a visitor can say after ten seconds what you do, where you do it, and how to reach you.',
        'Search engines look for the same things as people: a clear answer, a real place, and signs that somebody stands behind it.',
        'Content is a promise in small print, and the first visit is where it is kept or broken.',
        'For a local business three things carry most of the weight: a correct profile, pages that answer questions, and reviews that sound like people.',
      ],
      cause: [
        'Pages lose visitors when they load slowly, hide the phone number or talk about the company first.',
        'Rankings slip because something changed: a competitor wrote a better page, or an old one went out of date.',
      ],
      why: [
        'A page that answers a question keeps answering it at night, on Sundays and during the busy season.',
        'Clear writing saves calls that should not be calls, and brings the ones that should.',
        'What you own grows in value; what you rent by the click ends when the budget does.',
        'One good page can be cut into a post, an email and three answers on the phone.',
      ],
      signs: [
        'Visitors leave within seconds, or they read everything and never call.',
        'The same question arrives by email every week although the answer is on the site.',
        'Half of the pages have not been touched since the site was built.',
      ],
      materials: [
        'Gather the last thirty inquiries, the words people used, and the pages they came from.',
        'Have ten real photographs of real work; they beat any stock library.',
      ],
      steps: [
        'Choose one question, write the answer in the first paragraph, and explain it below.',
        'Name the place and the service in the title, in the first sentence and in one heading, and leave it at that.',
        'Read the page aloud; what makes you stumble makes readers leave.',
        'Give every page one next step, and make it easy to take with one thumb.',
        'Check the address, the hours and the phone number on every profile in one sitting.',
        'Look at the figures after a month rather than after a day, and change one thing at a time.',
      ],
      time: [
        'Corrections to a profile show within days, while new pages take weeks to months to find their place.',
        'One good page a month is twelve a year, and that is more than most competitors manage.',
      ],
      cost: [
        'Count the hours of the person who knows the answers; they are the scarce part.',
        'Paid clicks buy speed, pages buy staying power, and most businesses need a little of the first and a lot of the second.',
      ],
      compare: [
        'Paid search is a tap, content is a well: the one runs at once, and the other keeps running.',
        'A broad page attracts more visitors, a narrow one attracts the right ones.',
      ],
      mistakes: [
        'Writing for the search engine first produces pages that nobody finishes.',
        'Ten near-identical pages for ten towns help nobody; one honest page for each place you really serve does.',
        'A form with twelve fields is a polite way of saying no.',
        'Publishing and forgetting turns a good page into a wrong one.',
      ],
      example: [
        'Take a contractor whose page lists eleven services in one paragraph.',
        'Split into five pages, each opens with the question that callers ask and ends with what happens on the first visit.',
        'The calls do not double, but they get shorter, since people know what they want when they dial.',
      ],
      results: [
        'Watch calls, forms and directions rather than visits; they are closer to money.',
        'Ask new customers what they typed, and compare it with what you wrote.',
      ],
      local: [
        'Local pages need local facts: streets, weather, permits, parking, how far the crew comes.',
        'Photographs from the neighborhood do more than its name repeated eight times.',
      ],
      visit: [
        'The first conversation is about your customers and not about your website.',
        'You should leave it with three changes that you could make yourself.',
      ],
      about: [
        '{brand} starts with the calls that a business gets and works backward to the page.',
        'At {brand}, the people who write are the people who listen in.',
      ],
      close: [
        'Open your own page on a phone, find the number, and count the seconds.',
        'Pick the question you answered most often last week, and write it down properly once.',
      ],
    },
    steps: [
      'Collect the questions that customers really ask.',
      'Choose one, and answer it in the first paragraph.',
      'Add what only you can know: place, process, photographs.',
      'Give the page one next step.',
      'Look at the figures after a month, and change one thing.',
    ],
    signs: [
      'The phone number takes more than three seconds to find',
      'The same question arrives every week',
      'No page has changed since the last redesign',
      'Forms come in without the facts you need',
    ],
    costs: [
      'Knowledge: the hours of the person who has the answers',
      'Writing: the hours to make them readable',
      'Upkeep: who checks the page twice a year',
      'Reach: what is paid for clicks until the page is found',
    ],
    questions: [
      [
        'How long until it shows?',
        'Corrected profiles show within days, new pages within weeks to months. Paid clicks fill the gap if it has to be quick.',
      ],
      [
        'How often should we publish?',
        'As often as you have something true to add. Once a month, kept up, beats a busy week followed by a silent year.',
      ],
      [
        'Do we have to be on every channel?',
        'No. Be findable where customers look, and be good in one place where they talk.',
      ],
    ],
    callouts: [
      'Read your page aloud to somebody outside the trade. Wherever they ask “what does that mean?”, the next edit is waiting.',
    ],
  },
}
