import type { Field } from './knowledge.ts'

/** Independent shops and the people who buy near their homes. */
export const localShops: Field = {
  matches:
    /\b(shops?|independent (?:business|retail|shop)\w*|retail(?:er|ers)?|local business\w*|small business\w*|main street|members?|directory|holiday shopping|gift|boutique|caf[eé]|bakery)\b/i,
  people: 'shop owners',
  thing: 'the season',
  things: [],
  aroundKeywords: [
    'Ask at the counter about {np}, and you get an answer from somebody who decides.',
    'A sign in the window about {np} reaches people who will never see a post.',
    'For {np}, begin with the ten customers whose names you know.',
    'Neighboring shops can share {np}, and the cost with {it}.',
  ],
  common: {
    openings: [
      'The bell over the door rings, and somebody asks whether you still have the one from last fall.',
      'A street with six independent shops is a reason to park once and stay for two hours.',
      'People like to buy nearby when it is as easy as buying from far away, and {topic} {is} one way to make it so.',
    ],
    sentences: {
      overview: [
        'An independent shop competes on three things that no warehouse has: advice, a short walk and a face.',
        'Good ideas for a shop are small enough to try on a Tuesday and clear enough to tell a neighbor.',
        'What works on one street often works on the next, which is why shops do better together.',
      ],
      why: [
        'Money that is spent at an independent shop tends to stay in the region for another round.',
        'Regulars do not only buy; they bring visitors, and they tell you what is missing.',
        'A shared promotion costs each shop a little and gives customers a reason to visit three doors rather than one.',
        'Learning from the shop next door is faster than learning from a book.',
      ],
      signs: [
        'When regulars ask for something a third time, it belongs on the shelf.',
        'Quiet mornings and crowded Saturdays are a sign that hours, and not goods, are the problem.',
      ],
      materials: [
        'A notebook at the register is the cheapest market research there is.',
        'Photographs taken in daylight, by the window, are good enough for every directory.',
      ],
      steps: [
        'Pick one offer, one week and one way to count, and leave everything else as it is.',
        'Tell the shops on both sides what you plan, so that they can answer when people ask.',
        'Put the same three facts everywhere: what it is, until when, and where to find you.',
        'Count at the register with a tally, and talk about it on the following Monday.',
        'Keep what worked, drop what did not, and write both down for next year.',
      ],
      time: [
        'Six weeks is enough for a shared promotion: two to agree, two to prepare and two to run it.',
        'The best time to plan December is the last week of August.',
      ],
      cost: [
        'Posters, a printed map and a shared advertisement cost little when ten shops split them.',
        'Count the hours behind the counter too; an offer that needs explaining is not free.',
      ],
      compare: [
        'A discount brings people once, an evening in the shop brings them back.',
        'A page in a shared directory reaches people who are looking, and a poster reaches people who are not.',
      ],
      mistakes: [
        'Too many offers at once teach customers to wait for the next one.',
        'Opening hours that differ between the door and the internet cost more visits than bad weather.',
        'An event without a way to stay in touch ends when the lights go out.',
      ],
      example: [
        'Take five shops on one block that stay open until eight on the first Thursday of the month.',
        'Each offers one small thing that cannot be ordered: a tasting, a repair, a reading, a demonstration.',
        'By the third month people come for the evening rather than for any one shop, and all five notice it.',
      ],
      results: [
        'You will see it in new faces on ordinary days before you see it in the sums.',
        'Ask every new customer one question, how they found you, and let the answers decide the next step.',
      ],
      local: [
        'Every neighborhood has its own hours: school runs, office lunches, market days.',
        'The shops nearby know when the street is empty and when the parking is full, and that knowledge is free.',
      ],
      visit: [
        'Come in, look around, and ask the person at the counter; in an independent shop that is often the owner.',
      ],
      about: [
        '{brand} brings independent businesses of the region together, so that none of them has to do everything alone.',
        'Members of {brand} share promotions, training evenings and a directory.',
      ],
      close: [
        'Try one small thing this month, and tell the neighbor what came of it.',
        'Next time you need something, look along the street first.',
      ],
    },
    steps: [
      'Choose one offer and one week.',
      'Agree on it with two neighboring shops.',
      'Put the same three facts on door, window and directory.',
      'Count visits and sales with a tally.',
      'Compare notes on the following Monday.',
    ],
    signs: [
      'Regulars ask twice for the same missing thing',
      'Saturdays are crowded and mornings are empty',
      'Visitors are surprised that the shop exists',
    ],
    questions: [
      [
        'Is it worth it for a very small shop?',
        'Small shops gain most, since one new regular is a visible share of the week.',
      ],
      [
        'How do shops share the cost?',
        'By agreeing on a fixed small amount beforehand. Equal parts are simplest, and simple gets done.',
      ],
      ['What should be counted?', 'Visits, sales and the answer to one question: how did you find us?'],
    ],
    callouts: [
      'Ask every new face how they found you, and write it down. In three months you will know where to spend.',
    ],
  },
}
