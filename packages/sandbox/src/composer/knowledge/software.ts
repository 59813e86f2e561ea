import type { Field } from './knowledge.ts'

/** Software, data and automation. */
export const software: Field = {
  matches:
    /\b(software|apps?|api|apis|saas|cloud|data(?:base|bases)?|artificial intelligence|ai|machine learning|automation|automat\w*|cybersecurity|security|passwords?|developers?|programming|code|devops|crm|erp|integrations?|dashboards?|analytics|migration|digital)\b/i,
  people: 'teams',
  thing: 'the system',
  things: [],
  aroundKeywords: [
    'Describe the ordinary Tuesday on which {np} {does} something useful, and you have half of the requirements.',
    'Ask for a trial of {np} with your own data, because sample data never has your problems.',
    'Decide who looks after {np} before you decide which one to buy.',
    'The question to ask about {np} is how you get your data out again.',
    'Keep the first version of {np} so small that it feels a little embarrassing.',
  ],
  common: {
    openings: [
      'Somewhere in the company there is a spreadsheet that nobody dares to touch, and half of the business runs through it.',
      'The demonstration took twenty minutes and looked easy; the questions about {topic} came afterwards.',
      'Most projects around {topic} do not fail because of technology; they fail because of a sentence that nobody asked about.',
    ],
    sentences: {
      overview: [
        'Software is an agreement about how work is done, written down so strictly that a machine can follow it.',
        'With {topic}, the first task is to describe the work as it is today, including the parts that nobody is proud of.',
        'A good system makes the usual case quick and the unusual case possible.',
        'Data comes first: what is stored, who may change it, and which copy is the right one.',
      ],
      cause: [
        'Systems grow by exceptions, and every exception was reasonable on the day it was made.',
        'Two tools that hold the same fact will disagree about it sooner or later.',
        'What nobody owns gets old, and what is old gets feared.',
      ],
      why: [
        'Work that is done by hand every day is the first candidate, because it pays back every day.',
        'A single place for the truth ends the weekly argument about whose figures are right.',
        'Errors that a system refuses are errors that nobody has to apologize for.',
        'Time saved is only worth something if people know what to do with it, so say it aloud.',
      ],
      signs: [
        'The same value is typed into two systems by the same person.',
        'Reports are late because somebody has to put them together by hand.',
        'People keep private lists because the official one is slow or wrong.',
        'A single colleague knows how it works, and vacations need planning.',
      ],
      materials: [
        'Collect ten real cases, three of them awkward, before you look at any product.',
        'A list of the people who enter data and the people who read it is worth more than a feature matrix.',
      ],
      steps: [
        'Write down one process from start to end, with names and with the time between the steps.',
        'Decide what will no longer be done, and only then what will be automated.',
        'Try the smallest version with three people and real data for two weeks.',
        'Move the data in rehearsals, and count the records before and after each of them.',
        'Run old and new side by side for a short, announced time, and switch off the old one on a date.',
        'Train people on their own cases, in the week in which they will need it.',
      ],
      time: [
        'A useful first version takes weeks, and getting used to it takes a quarter.',
        'Plan as much time for data as for software; it is the half that everybody forgets.',
        'Do not switch at the end of a month, a quarter or a year.',
      ],
      cost: [
        'License fees are the visible part, while data, training and upkeep are the rest of the iceberg.',
        'Ask what it costs to leave as well as what it costs to start.',
        'Price per user looks small until everybody needs to read one report.',
      ],
      compare: [
        'Standard software changes how you work, custom software changes with you; the first is cheaper to buy and the second is cheaper to live with where you are truly different.',
        'Choose by how well it handles your three awkward cases.',
      ],
      mistakes: [
        'Automating a muddle gives you a faster muddle.',
        'Moving all the old data, including what nobody has read for years, makes the new system look like the old one.',
        'Leaving security until the end means building twice.',
        'Choosing by the length of the feature list rewards whoever writes the longest one.',
      ],
      example: [
        'Take an office in which orders arrive by email and are typed into two systems by hand.',
        'The first version does one thing: it reads the orders of the three largest customers and asks a person to confirm them.',
        'Two weeks later the typing is down to the odd cases, and these are the ones that deserve a person.',
        'The second system follows in the next quarter, when nobody is afraid of the first one anymore.',
      ],
      results: [
        'Measure the time from start to finish of one case, before and after.',
        'A good sign is silence: fewer questions, fewer corrections, fewer lists on paper.',
      ],
      safety: [
        'Give people the rights they need and no more, and look at the list twice a year.',
        'Use a password manager and a second factor, and practice restoring a backup before you need to.',
        'Know which personal data you hold, and delete what you no longer need.',
      ],
      visit: [
        'A first session looks at one real process, screen by screen.',
        'You leave with a sketch of the smallest version and a list of open questions.',
      ],
      about: [
        '{brand} begins with the awkward cases, because the easy ones work anyway.',
        'With {brand}, the first version is small, real and in use.',
      ],
      close: [
        'Pick the task that annoys the most people for ten minutes a day, and describe it in writing.',
        'Open the spreadsheet that everybody fears, and find out who reads it.',
      ],
    },
    steps: [
      'Describe one process with names and times.',
      'Strike out what is no longer needed.',
      'Collect ten real cases, three of them awkward.',
      'Try the smallest version with real data.',
      'Move the data in rehearsals, and count the records.',
      'Switch on a date, and switch off the old system.',
    ],
    signs: [
      'The same value typed in twice',
      'Reports that are put together by hand',
      'Private lists beside the official one',
      'One person without whom nothing works',
    ],
    costs: [
      'Licenses: what grows with people, and what grows with data',
      'Data: cleaning, moving and checking it',
      'Training: hours away from the work',
      'Leaving: what it takes to get out again',
    ],
    questions: [
      [
        'Should we build or buy?',
        'Buy what everybody needs, build what makes you different, and be honest about which is which.',
      ],
      [
        'How small should the first version be?',
        'Small enough for three people and two weeks, and real enough that they would miss it.',
      ],
      [
        'What about our old data?',
        'Move what is used, archive what must be kept, and let go of the rest. Rehearse the move at least twice.',
      ],
    ],
    callouts: [
      'A backup that nobody has restored is a hope. Restore one this month.',
      'Before you automate a step, ask who would notice if it simply stopped.',
    ],
  },
}
