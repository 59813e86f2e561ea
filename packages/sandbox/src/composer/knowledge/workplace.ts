import type { Field } from './knowledge.ts'

/** Teams, hiring, meetings and the way people work together. */
export const workplace: Field = {
  matches:
    /\b(onboarding|employees?|hiring|hire|recruit\w*|remote work|remote|hybrid|teams?|meetings?|managers?|leadership|feedback|human resources|hr|workplace|productivity|burnout|culture|performance review|interviews?|office|training)\b/i,
  people: 'managers',
  thing: 'the change',
  things: [],
  aroundKeywords: [
    'Ask the newest person on the team what {np} {is} like from where they sit.',
    'Rules about {np} work best when they fit on one page and have a name at the bottom.',
    'Talk about {np} before it becomes urgent; afterwards everybody has a position to defend.',
    'Try one change to {np} for a month, and decide on its future with the people it touched.',
    'What the calendar says about {np} is more honest than what the handbook says.',
  ],
  common: {
    openings: [
      'On the first Monday a new colleague learns more about a company from the empty desk than from the welcome slides.',
      'Every team has two handbooks: the one in the folder, and the one people follow.',
      'Ask five colleagues how {topic} {is} handled here, and count the different answers.',
      'The calendar of a team says more about {topic} than its mission statement.',
    ],
    sentences: {
      overview: [
        'At its heart, {topic} {is} a question of clarity: who knows what, who decides, and how people find out.',
        'Good working habits are small, visible and repeated; grand programs rarely are.',
        'Most of what people call culture is the sum of meetings, messages and what happens after a mistake.',
        'What helps is rarely a new tool; it is an agreement that everybody can repeat.',
      ],
      cause: [
        'Trouble often starts where two people each believe that the other one has it.',
        'Growth outruns habits: what worked for six people by shouting across the room fails for sixteen.',
        'When nobody says which work may wait, everything becomes urgent by Thursday.',
      ],
      why: [
        'People who know what is expected spend their energy on the work rather than on guessing.',
        'Every question that is answered once in writing gives back an hour a month.',
        'New colleagues become useful sooner and feel at home earlier.',
        'Decisions that can be looked up do not have to be made again.',
        'Trust grows from small promises that were kept, far more than from a day at the climbing park.',
      ],
      signs: [
        'The same question comes up in every second meeting.',
        'Calendars are full and yet nobody can say what was decided.',
        'New people ask their neighbor rather than the page that was written for them.',
        'The loudest channel has replaced the most important one.',
        'Good people stop suggesting things.',
      ],
      materials: [
        'Start with what is there: the last three agendas, the notes nobody reads, and the messages everybody sends.',
        'One shared page with the date of its last change beats a wiki with a thousand pages.',
      ],
      steps: [
        'Ask people one by one before you ask them together; you will hear different things.',
        'Choose one habit, describe it in two sentences, and try it for four weeks.',
        'Name a person who looks after it, and give that person the time to do so.',
        'Write down what changed, and read it aloud when the four weeks are over.',
        'Keep it, change it or drop it, and say openly which of the three it is.',
        'Give feedback soon, in private and about one thing at a time.',
      ],
      time: [
        'A new habit needs about a month before it stops feeling like an experiment.',
        'For a new colleague, plan the first day by the hour, the first week by the day, and the first three months by the goal.',
        'Avoid the last week of a quarter for anything that asks for patience.',
      ],
      cost: [
        'Count the hours in the room: an hour with eight people is a working day.',
        'The price of a bad habit is paid in attention, which no budget shows.',
      ],
      compare: [
        'Written updates suit facts, conversations suit doubt; most teams use them the other way around.',
        'A fixed routine is easy to keep and slow to change, while loose rules need people who speak up.',
      ],
      mistakes: [
        'Announcing a change without saying what stops in return only adds to the pile.',
        'Copying the rituals of a famous company brings its words and not its reasons.',
        'Asking for opinions after the decision is made costs more trust than not asking.',
        'A welcome package without a working password is remembered for years.',
      ],
      example: [
        'Take a team of nine in which every Monday began with a meeting of ninety minutes.',
        'They replaced the round of reports with three written lines from each person, due by nine o’clock.',
        'The meeting shrank to twenty-five minutes about the two lines that needed talking about.',
        'After a month nobody wanted the old Monday back, and the three lines had become the team’s memory.',
      ],
      results: [
        'You notice it first in what is no longer asked.',
        'New colleagues begin to improve the page they were given, which is the best sign of all.',
        'Ask the same three questions after four and after twelve weeks, and compare the answers.',
      ],
      safety: [
        'Personal matters belong in private conversations, and rules about data and working hours belong in the hands of somebody who knows the law.',
      ],
      visit: [
        'A first conversation is about one ordinary week of the team, hour by hour.',
        'The result is a short list of habits to try, and not a program.',
      ],
      about: [
        '{brand} starts with the calendar and the people in it, and only then with the rules.',
        'What {brand} suggests fits on a page, so that it can be tried on Monday.',
      ],
      close: [
        'Pick one meeting next week, and ask at the end what it was for.',
        'Write the page that you wished for on your own first day.',
        'Ask the person who joined last what still surprises them.',
      ],
    },
    steps: [
      'Ask five people the same two questions.',
      'Pick one habit, and write it down in two sentences.',
      'Agree on four weeks and on one person who looks after it.',
      'Say what stops in return.',
      'Look at it together, and decide: keep, change or drop.',
    ],
    signs: [
      'The same question in every second meeting',
      'Full calendars and few decisions',
      'New people who ask their neighbor and not the page',
      'Messages that begin with “just to be sure”',
    ],
    costs: [
      'Hours: people in the room times length',
      'Attention: what does not get done meanwhile',
      'Upkeep: who keeps the page current',
      'Goodwill: how many changes a team can take at once',
    ],
    questions: [
      [
        'How do we start without a big program?',
        'With one habit, four weeks and one person who looks after it. The second one is easier.',
      ],
      [
        'What if people do not join in?',
        'Ask what it costs them. A habit that only helps the boss will not last, and it should not.',
      ],
      [
        'How do we know that it works?',
        'Ask three short questions before, after four weeks and after twelve. Compare the answers, and show them to everybody.',
      ],
    ],
    callouts: [
      'Whenever you add a rule, take one away. Teams remember about seven.',
      'The best onboarding document is the one that the last new colleague corrected.',
    ],
  },
}
