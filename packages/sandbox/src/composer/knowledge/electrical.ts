import { electricalJobs } from './electrical-jobs.ts'
import type { Field } from './knowledge.ts'

/** Electrical work in houses and small businesses. */
export const electrical: Field = {
  matches:
    /\b(electric(?:al|ian|ians|ity)?|wiring|rewir\w*|breakers?|panels?|outlets?|ev charg\w*|generators?|gfci|afci|circuit breaker|fuse|lighting|surge)\b/i,
  people: 'homeowners',
  thing: 'the job',
  things: electricalJobs,
  aroundKeywords: [
    'If you are looking for {np}, ask who will be in your house, what is included, and who meets the inspector.',
    'Questions about {np} are easier to answer with a photograph of the panel, door open, taken in daylight.',
    'For {np}, the visit matters more than the phone call, because so much depends on what is behind the cover.',
    'A written scope that mentions {np} by name protects both sides.',
    'Neighbors are a fair source on {np}, as long as you ask what happened when something did not go to plan.',
    'Before you decide on {np}, find out what the house has already: the size of the service, the age of the wiring and the free spaces in the panel.',
  ],
  common: {
    openings: [
      'The lights dim for half a second when the dryer starts, and everybody in the house has stopped noticing.',
      'A house built before 1970 was wired for a few lamps, a radio and one refrigerator.',
      'Most calls about {topic} begin with a sentence like “it has always done that”.',
      'Open the door of the panel in the basement, and you are looking at the history of the house.',
      'Nobody thinks about {topic} until something hums, trips or smells warm.',
    ],
    sentences: {
      overview: [
        'Electrical work looks the same in every house until the cover comes off; after that it depends on age, space and what earlier owners did.',
        'The work starts at the panel, because everything in the house ends there.',
        'A load calculation comes first: it adds up what the house uses at the same time and compares it with what the service can carry.',
        'Most of the effort goes into finding the route, and the visible part at the end takes the least time.',
        'What you see when it is done is a neat panel, a label on every breaker and a wall that looks as it did before.',
      ],
      cause: [
        'Connections loosen over the decades, since metal warms up and cools down every day.',
        'Circuits that were generous in 1965 now carry a microwave, a computer and a window unit at the same time.',
        'Earlier repairs are the usual surprise: a splice behind a wall, a fuse replaced by a larger one, a ground that leads nowhere.',
        'Moisture finds its way into outdoor boxes and cellars, and corrosion does the rest.',
      ],
      why: [
        'Safety comes first: a connection that runs warm is the beginning of most electrical damage.',
        'Room to grow is the other half of the answer, since a heat pump, an induction range or a car charger needs capacity that older houses do not have.',
        'A labeled panel and a clean inspection report also make a difference on the day you sell the house.',
        'Insurers ask about the age of the wiring, and a dated report is a better answer than a guess.',
        'A breaker that no longer trips sounds like a small thing until you work from home.',
        'Work that is inspected once does not have to be explained again.',
      ],
      signs: [
        'A breaker that trips once is doing its job; one that trips every week is telling you something.',
        'Warm cover plates, a faint smell of plastic or a buzzing switch are reasons to call on the same day.',
        'Lights that dim when a large appliance starts point to a shared circuit or a loose connection.',
        'Count the extension cords that never get put away; each of them marks a missing outlet.',
        'Outlets with two slots and no ground are a sign of the age of the wiring behind them.',
        'If you do not know what half of the breakers are for, the panel is due for a visit anyway.',
      ],
      materials: [
        'Have the address, the age of the house and a photograph of the panel ready when you call.',
        'Clear about three feet in front of the panel, and move what stands in front of the outlets in question.',
        'Write down what happens and when: which lamp, which room, which appliance, which time of day.',
      ],
      steps: [
        'The visit begins with a walk through the house, from the meter to the farthest outlet.',
        'You get a written scope before anything is switched off, with what is included and what is not.',
        'Power is off for part of the day, and you will know beforehand for which part.',
        'Each circuit is tested before the cover goes back on, and the results are written down.',
        'The permit is posted on the day the work begins, and the inspector’s visit is arranged as part of the job.',
        'At the end somebody walks you through the panel, breaker by breaker, until you could do it yourself.',
        'Walls are opened only where there is no other route, and you are asked first.',
      ],
      time: [
        'A single circuit is a matter of hours, a panel is usually a day, and a whole house is counted in days to weeks.',
        'The inspection follows within the city’s own schedule, which nobody can hurry.',
        'Power is normally back on the same evening, since nobody wants to live without a refrigerator overnight.',
        'Parts for ordinary work are on the truck; a special panel or a larger service cable has to be ordered.',
        'Summer and the first cold week are busy, so a visit in spring or early fall is easier to arrange.',
      ],
      cost: [
        'The price follows the distance from the panel, the number of circuits, and what the walls are made of.',
        'A basement with open joists is quick; a finished ceiling is not, and the estimate should say so.',
        'Permit fees are set by the city or county and belong on the estimate as a line of their own.',
        'Ask what happens if something unexpected turns up behind the wall, and have the answer written down.',
        'Two estimates can differ because they describe two different jobs, so compare the scope before the sum.',
      ],
      compare: [
        'Repair makes sense when the fault is in one place and the rest is sound; replacement makes sense when the fault is age.',
        'Doing the work in two stages is fine as long as the first stage is planned with the second in mind.',
      ],
      mistakes: [
        'A larger breaker on the same wire removes the warning and keeps the danger.',
        'Adding outlets without adding capacity moves the problem to the next room.',
        'Skipping the permit saves a week now and costs far more on the day the house is sold.',
        'Waiting until the old panel fails means choosing a new one in the dark.',
        'Leave live wiring alone; the part that looks dead is often fed from somewhere else.',
      ],
      example: [
        'Take a brick house from the 1950s with a full panel, window units in two bedrooms and a freezer in the basement.',
        'The family calls because the kitchen breaker trips whenever the toaster and the kettle run together.',
        'The load calculation shows that the kitchen, the dining room and one bedroom share a single circuit.',
        'Two new circuits and a short run through the basement ceiling solve it in a day, and the bedroom gets its own breaker as well.',
        'The list of what could wait is longer than the list of what was done, and that is a good result.',
      ],
      results: [
        'Afterwards the breakers hold, the lights stay steady, and every circuit has a name.',
        'You keep the inspection report, the drawing of the circuits and a phone number in the panel door.',
        'The next piece of work gets cheaper, because the map already exists.',
      ],
      safety: [
        'If you smell burning or see a spark, switch off the main breaker if you can reach it safely, leave the area, and call for help.',
        'Never reset a breaker more than once; the second trip is a message.',
        'Test the buttons on ground-fault outlets once a month; it takes ten seconds.',
      ],
      local: [
        'Older neighborhoods have older services, so crews here see fuse boxes, cloth-covered cable and additions from three different decades in one house.',
        'Brick walls, plaster ceilings and narrow basements decide how a cable can run.',
        'The permit office and the inspector know these streets, and a crew that works with them every week knows what they look for.',
        'Storms bring down branches in the same places every year, and it shows in the calls on the morning after.',
        'Parking, stairs and shared driveways are part of the plan too, so mention them when you call.',
      ],
      visit: [
        'You call or send the short form, and somebody who knows the trade calls you back.',
        'The visit takes about an hour; bring your list of what bothers you and when it happens.',
        'You receive the estimate in writing, and nothing begins before you have agreed to it.',
        'On the day itself the crew arrives in the agreed window, covers the floor and shows you what will be off and for how long.',
        'When the cover is back on, you get a tour of the panel and a copy of the test results.',
        'The people who did the work return for the inspection, so nobody has to explain the house twice.',
      ],
      about: [
        'At {brand}, the person who gives the estimate is the person you can call about it.',
        '{brand} puts the scope in writing before the work begins and walks through it with you afterwards.',
        'Crews from {brand} leave the panel labeled, the floor swept and the drawing in the panel door.',
      ],
      close: [
        'Take a photograph of your panel today; it is the first thing any electrician will ask for.',
        'Write down what trips, dims or hums for one week, and you have half of the diagnosis.',
        'If it can wait, plan it; if it is warm or smells, do not wait.',
      ],
    },
    steps: [
      'Walk through the house, note what is connected, and photograph the panel.',
      'Calculate the load, and compare it with the size of the service.',
      'Agree on a written scope, and file for the permit.',
      'Switch off, do the work circuit by circuit, and test each one.',
      'Label the panel, switch on, and walk through it with the owner.',
      'Meet the inspector, and file the report.',
    ],
    signs: [
      'Breakers that trip more than once a month',
      'Lights that dim when the dryer or the air conditioner starts',
      'Cover plates that feel warm to the hand',
      'Extension cords in permanent use',
      'Outlets without a ground, or plugs that fall out',
      'A panel without a single free space',
    ],
    materials: [
      'A photograph of the panel with its door open',
      'The age of the house and of any additions',
      'A list of large appliances, including the ones you plan to buy',
      'Notes about what happens, where and when',
    ],
    costs: [
      'Distance: how far the cable has to run from the panel',
      'Walls: open basement, finished ceiling or solid brick',
      'Capacity: whether the existing service can carry the new load',
      'Permit and inspection: set by the city or county',
    ],
    mistakes: [
      'Fitting a larger breaker because the old one trips',
      'Using an extension cord as a permanent solution',
      'Starting without a permit and explaining it at the sale',
      'Choosing by price alone when the scopes differ',
    ],
    options: {
      head: ['Approach', 'Works well when', 'Watch for'],
      rows: [
        ['Repair one circuit', 'the fault is in one place', 'other circuits of the same age'],
        ['Add a subpanel', 'the service is large enough but the panel is full', 'the distance to the main panel'],
        ['Replace the panel', 'the panel is old, full or recalled', 'the size of the service behind it'],
      ],
    },
    questions: [
      [
        'Do I need a permit?',
        'For new circuits, panels and services usually yes. Rules differ between cities and counties, so the permit is checked and filed as part of the job.',
      ],
      [
        'Will the power be off?',
        'For part of the day. You know beforehand for which hours, and it is back on before the evening.',
      ],
      [
        'Do walls have to be opened?',
        'Only where there is no other way. Basements, attics and closets are used first, and you are asked before anybody cuts.',
      ],
      [
        'How long does a visit take?',
        'About an hour for most houses. A photograph of the panel sent beforehand makes it shorter.',
      ],
      [
        'Can I do part of the work myself?',
        'Clearing access and patching walls, gladly. Wiring is for licensed people, and the inspector will ask.',
      ],
      [
        'What if something unexpected turns up?',
        'Work stops, you are shown what was found, and the change is priced in writing before it is done.',
      ],
    ],
    callouts: [
      'A breaker is there to protect the wire, not the appliance. If it trips again after one reset, leave it off and call.',
      'The most useful thing you can send before a visit is a clear photograph of the open panel door, labels included.',
      'Ask for the label on every breaker. It costs half an hour and saves one every time something trips.',
    ],
  },
}
