import type { Field } from './knowledge.ts'

/** Heating, plumbing, roofs, gardens and the other trades that come to the house. */
export const homeServices: Field = {
  matches:
    /\b(hvac|furnaces?|air condition\w*|heat pumps?|boilers?|plumb\w*|drains?|water heaters?|leaks?|toilets?|faucets?|roof(?:s|ing|er|ers)?|gutters?|siding|windows?|insulation|landscap\w*|lawns?|gardens?|trees?|pest|termites?|cleaning|cleaners?|movers?|moving|remodel\w*|renovat\w*|kitchens?|bathrooms?|flooring|painting|solar|pools?|handyman|garage doors?|home ?owners?|houses?)\b/i,
  people: 'homeowners',
  thing: 'the job',
  things: [],
  aroundKeywords: [
    'Before you ask for prices on {np}, write down what bothers you, since when, and what was tried already.',
    'For {np}, a photograph and a rough measurement turn a long phone call into a short one.',
    'Three questions sort out most offers on {np}: what is included, what is not, and who comes back if it fails.',
    'The season decides more about {np} than most people expect, so look at the calendar first.',
    'Somebody who knows {np} well will ask about the house before naming a price.',
    'Keep the papers on {np} together; the next owner and the next repair will both need them.',
  ],
  common: {
    openings: [
      'It starts with a sound, a stain or a bill that is higher than last year’s.',
      'Every house keeps a list of things that will not wait forever, and {topic} {is} often near the top.',
      'The best time to think about {topic} is the week in which nothing is wrong yet.',
      'A house tells you what it needs, if somebody walks through it once a season and listens.',
    ],
    sentences: {
      overview: [
        'With {topic}, the visible part is the small one; age, access and what lies behind the wall decide the rest.',
        'A house is a set of systems that lean on each other, so a change in one place shows up in another.',
        'Most jobs come down to three questions: what is there, what is worn, and what should still work in ten years.',
        'A good plan names the work, the order, the days on which you will notice it, and the person to call.',
      ],
      cause: [
        'Water, heat and time do most of the damage, and they prefer the places that nobody looks at.',
        'Parts that move wear out first, followed by whatever seals them.',
        'Small leaks and gaps are patient: they cost a little each day and a lot at the end.',
        'Earlier quick fixes are often part of the trouble, because they hid the cause.',
      ],
      why: [
        'Planned work happens on your date and at a calm price, while an emergency has neither.',
        'Comfort is the gain that you feel at once, and lower bills are the one that you see at the end of the year.',
        'Records of careful upkeep are worth money on the day the house is sold.',
        'One problem that is solved at its cause saves three visits that treat the symptom.',
        'Fewer surprises leave more room in the budget for what you actually want.',
      ],
      signs: [
        'Compare this month’s bill with the same month last year; a steady rise without a reason is a message.',
        'Stains, soft spots and peeling paint show where water has been.',
        'New noises deserve attention when they come at the same moment every day.',
        'If a repair holds for a shorter time than the one before, the part around it is worn.',
        'Doors and windows that begin to stick tell you about moisture and movement.',
      ],
      materials: [
        'Have the age of the system, the model plate and the last invoice within reach.',
        'Clear a path to the place in question; access is part of every price.',
        'Take photographs in daylight, one from far away and one from close up.',
      ],
      steps: [
        'The first visit is for looking and measuring, and it should end with a written scope.',
        'Floors and furniture are covered before tools come in.',
        'The old part comes out, and what lies behind it is checked before anything new goes in.',
        'Work is tested under real conditions: water runs, heat is on, doors open and close.',
        'At the end somebody shows you what was done, where the shut-off is and what to watch in the first weeks.',
      ],
      time: [
        'Small repairs are a matter of hours, replacements take a day or two, and anything with permits takes weeks.',
        'Busy seasons are predictable: heating in the first cold week, cooling in the first hot one, roofs after a storm.',
        'Spring and fall are the quiet months for many trades, and quiet months have better dates.',
      ],
      cost: [
        'Access, age and materials set the price; the visible part is often the cheapest.',
        'Ask for labor, material and disposal as separate lines.',
        'A slightly better part is worth it where the labor to reach it is expensive.',
        'Keep a reserve for what only shows once something is open.',
      ],
      compare: [
        'Repair makes sense while the rest of the system is young; replacement makes sense when the next repair is only a question of time.',
        'Two offers can be compared only when they describe the same work, so put the scopes side by side first.',
      ],
      mistakes: [
        'Treating the symptom and leaving the cause is the most expensive way to save.',
        'Covering a stain without finding the water only changes its color.',
        'Skipping a permit saves a week now and costs a month when the house is sold.',
        'Choosing the largest unit instead of the right one brings noise, wear and higher bills.',
        'Putting off a small leak gives it the time it needs.',
      ],
      example: [
        'Take a two-story house with an upstairs bathroom and a stain on the kitchen ceiling.',
        'Painting over it was tried twice; the third time somebody opens a hand-sized hole and looks.',
        'A worn seal around the drain turns out to be the cause, and the repair takes a morning.',
        'The ceiling is closed a week later, when the wood is dry and the leak has stayed away.',
      ],
      results: [
        'After the work you should notice less: less noise, less draft, fewer things to think about.',
        'Write the date and the type of the part on a label, and stick it where the next person will look.',
        'The first bill after a full season shows what the numbers promised.',
      ],
      safety: [
        'Know where water, gas and power are shut off, and show everybody in the house.',
        'If you smell gas, leave, and call from outside.',
        'Ladders, roofs and live wires belong to people who work with them every day.',
      ],
      local: [
        'Climate, soil and the age of the houses shape the work, so advice from elsewhere needs a second look.',
        'Permit rules differ from town to town; somebody who files there every week knows what is asked.',
      ],
      visit: [
        'You describe what you noticed, and somebody looks before anybody quotes.',
        'A visit usually takes less than an hour and ends with a written next step.',
        'On the day of the work you know when the crew arrives, what will be off and until when.',
      ],
      about: [
        '{brand} looks first and quotes afterwards.',
        'With {brand}, the scope is in writing before the first tool comes in.',
      ],
      close: [
        'Walk through the house once with a notepad, from the roof to the cellar, and write down three things.',
        'Take the photograph today; the call can wait until tomorrow.',
        'Start with whatever involves water, because it never waits.',
      ],
    },
    steps: [
      'Write down what you notice, where and since when.',
      'Take two photographs and one measurement.',
      'Have somebody look, and ask for a written scope.',
      'Compare what is included before you compare prices.',
      'Agree on dates, access and what happens if something unexpected turns up.',
      'Walk through the finished work, and file the papers.',
    ],
    signs: [
      'Bills that rise although nothing has changed',
      'Stains, soft spots or a musty smell',
      'Noises that return at the same moment every day',
      'Repairs that hold for a shorter time each year',
      'Drafts, cold corners or doors that stick',
    ],
    costs: [
      'Access: how hard it is to reach the place',
      'Age: what else is worn when it is opened',
      'Material: what is installed and how long it lasts',
      'Season: how busy the trade is in that month',
    ],
    options: {
      head: ['Approach', 'Works well when', 'Watch for'],
      rows: [
        ['Repair', 'one part failed and the rest is sound', 'a second repair within a year'],
        ['Replace', 'age is the cause', 'the right size instead of the largest'],
        ['Wait and watch', 'nothing leaks, smells or gets warm', 'a date on which you look again'],
      ],
    },
    questions: [
      [
        'How many offers should I ask for?',
        'Two or three for the same written scope. More than that mostly costs time.',
      ],
      [
        'Should I repair or replace?',
        'Ask how old the system is, what failed, and what is likely to fail next. If the third answer is long, replace.',
      ],
      [
        'When is the best season?',
        'The quiet one. For most trades that is spring or fall, when nobody is without heat, water or a dry roof.',
      ],
      [
        'What should I ask before I sign?',
        'What is included, what is not, who does the work, how long it takes, and who comes back if it fails.',
      ],
    ],
    callouts: [
      'Find the main shut-offs for water, gas and power today, and label them. It takes ten minutes and pays off at two in the morning.',
      'Date every part that gets replaced, with a marker, right on the part.',
    ],
  },
}
