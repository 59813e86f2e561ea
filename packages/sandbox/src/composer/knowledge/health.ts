import type { Field } from './knowledge.ts'

/** Health, fitness and care. No medical advice: habits, preparation and good questions. */
export const health: Field = {
  matches:
    /\b(health\w*|wellness|fitness|exercise|workouts?|gym|yoga|nutrition|diet\w*|sleep|dental|dentists?|teeth|physio\w*|physical therapy|patients?|clinics?|doctors?|nurs\w*|stress|mental health|back pain|posture|running|seniors?|caregiv\w*)\b/i,
  people: 'people',
  thing: 'the habit',
  things: [],
  aroundKeywords: [
    'Questions about {np} belong on a list that you take along to the appointment.',
    'With {np}, a small change that lasts beats a large one that does not.',
    'Ask what {np} would look like on your worst day of the week, and plan for that one.',
    'Keep a short note on {np} for two weeks; patterns show up that memory hides.',
    'Advice on {np} should fit your age, your history and your day, which is why it pays to ask somebody who can see you.',
  ],
  common: {
    openings: [
      'Most good intentions about {topic} meet their first test on a rainy Wednesday.',
      'The body keeps its own calendar, and it rarely matches ours.',
      'Nobody plans to neglect {topic}; it happens one busy week at a time.',
    ],
    sentences: {
      overview: [
        'What helps with {topic} is less a secret than a routine: small, regular and easy to return to after a break.',
        'Bodies differ, so general advice is a starting point and your own experience decides how to go on.',
        'The basics are unexciting and they work: regular sleep, daily movement, ordinary food and time with other people.',
      ],
      cause: [
        'Long sitting, short nights and constant hurry add up quietly.',
        'Habits follow cues, so the surroundings often explain what willpower cannot.',
      ],
      why: [
        'Small gains are felt in ordinary moments: stairs, sleep, patience, mood.',
        'Starting early is easier than catching up, and starting late is still better than waiting.',
        'A routine takes decisions off your mind, which is where most of the effort sits.',
        'Regular check-ups find small things while they are small.',
      ],
      signs: [
        'If something hurts, changes or lasts longer than two weeks, have it looked at.',
        'Tiredness that a good night does not cure is worth mentioning.',
        'When a habit only survives on perfect days, it is too large.',
      ],
      materials: [
        'You need little: comfortable shoes, a notebook, and a time of day that belongs to you.',
        'For an appointment, take along your list of questions, your medication and the names of earlier doctors.',
      ],
      steps: [
        'Choose one change, and tie it to something that you do every day anyway.',
        'Begin below what you think you can do, and stay there for a week.',
        'Add a little only when the week before felt easy.',
        'Plan what happens after a missed day: the answer should be “go on”.',
        'Tell one person about it, and ask how they are doing with theirs.',
      ],
      time: [
        'Give a new habit six to eight weeks before you judge it.',
        'Ten minutes every day are worth more than an hour now and then.',
        'Morning suits people who forget, evening suits people who hurry.',
      ],
      cost: [
        'Most of what works costs time rather than money.',
        'Before you pay for a course or a device, borrow or try it for a month.',
        'Ask what your insurance covers before the first appointment.',
      ],
      compare: [
        'The best exercise is the one that you will still be doing in spring.',
        'Groups give company and fixed times, training alone gives freedom; choose the one that covers your weak side.',
      ],
      mistakes: [
        'Starting with everything at once leaves nothing by the third week.',
        'Comparing yourself with people half your age is entertaining and useless.',
        'Ignoring pain because a plan says so is not discipline.',
        'Information from the internet is a reason to ask and not a reason to decide.',
      ],
      example: [
        'Take somebody who sits all day and has tried three programs in two years.',
        'The fourth try is a walk of twelve minutes after lunch, in ordinary shoes, every working day.',
        'After a month it has become eighteen minutes without anybody deciding it.',
        'By summer a colleague comes along, and missing a day feels odd.',
      ],
      results: [
        'Look for changes in everyday things first: stairs, sleep, the time it takes to get going in the morning.',
        'Write down one sentence a week; after eight weeks read them in one go.',
      ],
      safety: [
        'This is general information, and it does not replace advice from somebody who can examine you.',
        'Chest pain, trouble breathing or sudden weakness are emergencies: call for help at once.',
        'If you have a condition or take medication, ask before you begin.',
      ],
      local: ['A good place nearby is worth more than a perfect one across town, because you will go there.'],
      visit: [
        'A first appointment is mostly questions, so come rested and bring your notes.',
        'You should leave with an explanation that you could repeat and a next step with a date.',
      ],
      about: [
        'At {brand}, people take the time to explain and to listen.',
        '{brand} plans in small steps and looks at them together with you.',
      ],
      close: [
        'Choose one small change for this week, and put it where you will trip over it.',
        'Write down your three questions, and make the appointment.',
      ],
    },
    steps: [
      'Choose one small change.',
      'Tie it to something that you do every day.',
      'Do less than you could for one week.',
      'Write one line a day.',
      'Add a little when it feels easy.',
    ],
    signs: [
      'Something hurts or changes for more than two weeks',
      'Sleep no longer restores you',
      'Plans fail in the same week each time',
      'You avoid a movement without noticing',
    ],
    costs: [
      'Time: regular minutes count more than long sessions',
      'Guidance: a few good appointments at the beginning',
      'Equipment: less than most people think',
      'Coverage: what your insurance pays',
    ],
    questions: [
      [
        'How soon will I notice something?',
        'Often within two to four weeks, in small everyday things first. Give it eight weeks before you judge.',
      ],
      ['What if I miss a few days?', 'Go on with the next one. The habit is coming back, not never missing.'],
      [
        'Should I see somebody first?',
        'If you have pain, a condition or medication, yes. Otherwise begin gently, and ask when something feels wrong.',
      ],
    ],
    callouts: [
      'Make it so small that it would be silly not to do it. Size can grow later; the habit cannot be skipped.',
    ],
  },
}
