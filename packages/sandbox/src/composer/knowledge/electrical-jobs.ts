import type { KnownThing } from './knowledge.ts'

/** What electricians are called for, with what is particular to each. */
export const electricalJobs: KnownThing[] = [
  {
    matches:
      /\b(panel upgrade|panel replacement|electrical panel|breaker box|fuse box|200[- ]amp|service upgrade|panel)\b/i,
    sentences: {
      overview: [
        'An electrical panel is the place where the power from the street is divided into the circuits of the house, and most are made for thirty to forty years.',
        'Many houses from before 1970 have a 60 or 100 amp service, while 200 amps is what a house with central air and an electric range is usually given today.',
        'Replacing the panel means moving every circuit to a new breaker, so it is also the moment at which old mistakes come to light.',
      ],
      signs: [
        'A panel that is full, rusty or warm to the touch has given its notice.',
        'Two wires under one breaker screw are a common sign that somebody ran out of spaces.',
      ],
      time: [
        'The change itself takes most of a working day, with the power off from morning to late afternoon.',
        'If the cable from the meter has to grow as well, the utility is involved, and its calendar sets the date.',
      ],
      cost: ['What moves the figure most is whether the service cable and the meter stay or have to be replaced too.'],
      results: ['You end up with free spaces for the next ten years and a label beside each of them.'],
    },
    questions: [
      [
        'How do I know whether my panel is too small?',
        'A load calculation answers it: the sum of what runs at the same time, compared with the size of the service. Square footage alone says little.',
      ],
    ],
  },
  {
    matches: /\b(ev charg\w*|car charger|charging station|level 2|electric vehicles?|electric cars?)\b/i,
    openings: [
      'The car is in the driveway, the cord that came with it adds about four miles an hour, and the garage has one outlet.',
    ],
    sentences: {
      overview: [
        'A Level 2 charger runs on 240 volts and fills most cars overnight; the question is whether the panel has room for it.',
        'Typical chargers draw 32 to 48 amps for hours at a time, which makes them the largest steady load in the house.',
        'Where the service is small, a charger that slows down while the oven is on often avoids a larger service.',
      ],
      why: ['Charging at home overnight is slower than at a station and more convenient than any of them.'],
      time: [
        'With the panel in the garage it is a morning; with the panel at the far end of the basement it is a day.',
      ],
      cost: [
        'The run from the panel to the parking space decides most of the price, followed by the size of the circuit.',
      ],
      mistakes: [
        'Plugging a charger into an old dryer outlet every night wears out a receptacle that was made to be used twice a year.',
      ],
      materials: [
        'Know your car’s onboard charger: a unit that can deliver more than the car accepts brings no speed.',
      ],
    },
    questions: [
      [
        'Is a 120 volt outlet enough?',
        'For short daily trips it can be: a night adds roughly thirty to fifty miles. For more, a 240 volt circuit is the practical choice.',
      ],
      [
        'Does every charger need a panel upgrade?',
        'No. Many houses have room for a 30 or 40 amp circuit, and load management covers a good part of the rest.',
      ],
    ],
  },
  {
    matches: /\b(rewir\w*|old wiring|knob[- ]and[- ]tube|aluminum wiring|cloth)\b/i,
    sentences: {
      overview: [
        'Rewiring replaces the cables in the walls, usually floor by floor, so that a family can go on living in the house.',
        'Houses from before 1950 may still have knob-and-tube wiring, which has no ground and was never meant to be buried in insulation.',
      ],
      signs: ['Cloth-covered cable in the basement and two-slot outlets upstairs are the usual signs of old wiring.'],
      steps: [
        'Cables go through closets, attic and basement first, and plaster is cut only where no other route exists.',
      ],
      time: [
        'Plan on one to two weeks for a house with three bedrooms, with one part of the house in use at all times.',
      ],
      mistakes: ['Rewiring only the rooms that are being painted leaves the oldest cable where nobody looks.'],
    },
  },
  {
    matches: /\b(generators?|backup power|standby|outages?|transfer switch)\b/i,
    openings: ['The street goes dark at six in the evening, and the first thing anybody thinks of is the freezer.'],
    sentences: {
      overview: [
        'A standby generator starts by itself within seconds and feeds the circuits that you chose beforehand.',
        'The transfer switch is the part that matters most: it keeps your power out of the lines that somebody is repairing outside.',
        'You do not need to run everything; heat, refrigerator, sump pump, some lights and the internet are a common list.',
      ],
      safety: ['Portable generators belong outdoors and well away from windows, always.'],
      time: [
        'Between the first visit and the first test run lie the permit, the gas line and the pad, so count in weeks rather than days.',
      ],
      cost: ['Size is what you pay for, so an honest list of what must run is worth an evening at the kitchen table.'],
    },
  },
  {
    matches: /\b(gfci|afci|outlets?|receptacles?|ground fault)\b/i,
    sentences: {
      overview: [
        'A ground-fault outlet compares the current that goes out with the current that comes back, and cuts the power within a fraction of a second when they differ.',
        'Kitchens, bathrooms, garages, basements and outdoor outlets are the places where it is expected today.',
      ],
      signs: ['An outlet that will not reset is either worn out or right; both are reasons to have it looked at.'],
      time: ['Several outlets can be changed in one visit, which is cheaper than one at a time.'],
    },
  },
  {
    matches: /\b(lighting|recessed|led lights?|fixtures?|ceiling fan)\b/i,
    sentences: {
      overview: [
        'Good lighting is planned from the task backwards: where do you cook, read, wash and walk at night?',
        'LED fixtures use a fraction of the power of older lamps, and the dimmer has to match them or they flicker.',
      ],
      mistakes: [
        'One bright fixture in the middle of a room lights the floor and leaves the counter in your own shadow.',
      ],
      steps: [
        'Tape the positions to the ceiling with paper circles, and look at them in the evening before anybody cuts a hole.',
      ],
    },
  },
  {
    matches: /\b(surge|lightning|storm)\b/i,
    sentences: {
      overview: [
        'A whole-house surge protector sits at the panel and takes the edge off what comes in through the service.',
      ],
      why: [
        'Refrigerators, furnaces and washing machines have circuit boards now, and those are what a surge finds first.',
      ],
      mistakes: ['A power strip protects what is plugged into it and nothing that is wired in.'],
    },
  },
]
