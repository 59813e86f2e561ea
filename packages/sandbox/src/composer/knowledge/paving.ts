import type { Field } from './knowledge.ts'
import { pavingJobs } from './paving-jobs.ts'

/** Asphalt for parking lots and driveways. */
export const paving: Field = {
  matches:
    /\b(asphalt|paving|pavements?|parking lots?|driveways?|sealcoat\w*|seal coat\w*|potholes?|crack fill\w*|crack seal\w*|striping|resurfac\w*|blacktop)\b/i,
  people: 'property managers',
  thing: 'the surface',
  things: pavingJobs,
  aroundKeywords: [
    'A site plan that marks {np} in its own color keeps the conversation on the facts.',
    'For {np}, ask which temperature, which thickness and which curing time the estimate assumes.',
    'Walk the lot with somebody who knows {np}, and bring the plan on which the drains are drawn.',
    'Put {np} on the calendar before you put {it} in the budget; the season decides more than the price list.',
    'Tenants ask about {np} for one reason: where do we park, and for how long?',
    'Photographs of the same spot in spring and fall say more about {np} than any brochure.',
  ],
  common: {
    openings: [
      'Walk the lot after the first thaw with a can of marking paint, and the repair list writes itself.',
      'Water gets into a crack as thin as a dime, freezes overnight, and takes up about nine percent more room than it did before.',
      'The cheapest square foot of asphalt is the one that you do not have to replace.',
      'A parking lot is the first thing that a customer touches, and usually the last line in the budget.',
      'Every question about {topic} comes down to three things: water, load and time.',
    ],
    sentences: {
      overview: [
        'Asphalt is stone held together by a black binder; the stone carries the load, and the binder keeps the water out.',
        'Below the surface lies a base of compacted stone, and most of what looks like a surface problem begins there.',
        'A lot for cars is commonly built with three inches of asphalt on six to eight inches of stone, and truck lanes get more of both.',
        'The binder dries out in sun and air, so a surface turns gray and brittle from the top down.',
        'Maintenance is a matter of order: seal the cracks, fix the weak spots, then protect the whole.',
      ],
      cause: [
        'Water is the main cause: it enters through cracks, softens the base, and lets the wheels do the rest.',
        'In winter the freeze-thaw cycle works like a slow jack, lifting the surface at night and dropping it by noon.',
        'Sunlight oxidizes the binder, which is why south-facing areas fade and crack first.',
        'Plows and salt do their part: blades catch raised edges, and salt keeps the surface wet while it is still freezing.',
        'Heavy vehicles count for more than many cars, so the lane to the dumpster fails long before the stalls do.',
        'Poor drainage turns a low spot into a pond and the pond into a pothole.',
      ],
      why: [
        'A sealed crack costs a small part of the pothole that it would have become.',
        'Even surfaces drain, and a surface that drains lasts longer than one that only looks good.',
        'Fresh lines and a flat path are what tenants and visitors notice, and trips and falls are what insurers notice.',
        'Planned work happens on your date; emergency work happens on the worst one.',
        'A yearly walk with a plan turns a large surprise into several small lines in the budget.',
      ],
      signs: [
        'Look for cracks wider than a quarter of an inch, since water enters them faster than the sun can dry them.',
        'A pattern like the skin of an alligator means that the base has given way, and sealing alone will not help.',
        'Standing water an hour after the rain marks the places that will fail next.',
        'Loose stones along the edge show that the binder is letting go.',
        'Faded gray areas with fine hairline cracks are ready for a seal and not yet for repair.',
        'Check around drains and curbs, where two materials move differently.',
      ],
      materials: [
        'A plan of the lot, a measuring wheel, marking paint and a camera are enough for a useful walk.',
        'Bring last year’s photographs, and take the new ones from the same spots.',
        'Note where trucks turn, where snow is piled and where water stands.',
      ],
      steps: [
        'Cracks are cleaned with compressed air or a router first, because filler does not stick to dirt.',
        'Weak areas are cut out square, down to sound material, and filled in layers that are compacted one by one.',
        'The lot is closed in sections, so that tenants keep part of their parking on every day.',
        'Sealer goes on in two thin coats rather than in one thick one, and the second waits until the first is dry to the touch.',
        'Lines are painted last, after the surface has cured, with the layout checked against current accessibility rules.',
        'Drainage is corrected before anything is covered, since a new surface over an old puddle is a new puddle.',
      ],
      time: [
        'Hot mix needs a dry base and air above about 50 °F, which in Ohio means roughly April to October.',
        'Crack filling works best in the cool weeks of spring and fall, when the cracks stand open.',
        'Sealer wants two dry days above 50 °F, and a night without frost.',
        'Plan on 24 to 48 hours before cars return to a sealed section, and longer in the shade.',
        'Rain moves the schedule, so agree beforehand on who decides and by what time of the morning.',
        'The calendar fills in late winter; a walk in February gets a date in May.',
      ],
      cost: [
        'Area, thickness and access set the price, followed by how much of the base has to be replaced.',
        'Working in sections costs a little more and keeps the businesses open.',
        'Ask for the price per square foot with the thickness beside it; one without the other means nothing.',
        'Small jobs carry the cost of bringing the crew and the roller, so bundle repairs where you can.',
        'A lot that is crack-filled every year needs less of everything else.',
      ],
      compare: [
        'An overlay is quicker and cheaper than full replacement, and it only makes sense where the base is sound.',
        'Patching is right for single spots, while a field of patches is a sign that the money is going into the wrong place.',
      ],
      mistakes: [
        'Sealing over open cracks hides them for a season and lets the water in all the same.',
        'A thin overlay on a soft base copies every crack from below within a year or two.',
        'Opening the lot too early leaves tire marks that stay.',
        'Leaving the drains out of the plan is the mistake that shows after the first rain.',
        'Waiting for the pothole means paying for the base as well.',
      ],
      example: [
        'Take a retail lot of 120 stalls with a truck lane along the back and two drains in the middle.',
        'The walk in March finds open cracks along every joint, one soft area beside the dumpster and water standing at the lower drain.',
        'The soft area is cut out and rebuilt in a day, the cracks are cleaned and filled over two mornings, and the seal waits for June.',
        'The lot is divided into three parts, and the shops keep two of them at any time.',
        'By the next winter the water runs where it should, and the list for the following spring fits on one page.',
      ],
      results: [
        'Afterwards water runs to the drains, edges are firm underfoot, and the lines can be read at night.',
        'A dated plan with photographs tells you next year which repairs held and which spots need another look.',
        'You will see the difference first in winter, when the plow has nothing to catch on.',
      ],
      safety: [
        'Cones, signs and a walker’s route come first; people will cross a work area if nobody shows them another way.',
        'Hot mix arrives at around 300 °F, so keep children, pets and curious tenants on the other side of the tape.',
        'Lighting and level paths matter most in the weeks when it is dark at five.',
      ],
      local: [
        'Ohio winters cross the freezing point many times between November and March, which is harder on asphalt than steady cold.',
        'Clay soils hold water below the stone, so drainage decides more here than it does on sand.',
        'Crews that know the area know the plants, the haul times and the mornings when fog keeps a surface wet.',
      ],
      visit: [
        'A site visit takes about an hour for an average lot, with the manager walking along.',
        'You get a marked plan, photographs and a written estimate that separates what is urgent from what can wait.',
        'Work is planned around opening hours, deliveries and the day on which the trash is collected.',
        'On each morning somebody tells you which section is closed and when it opens again.',
      ],
      about: [
        '{brand} marks the plan on site, so that the estimate and the asphalt agree.',
        'Crews from {brand} pave in sections and open each one as soon as it can carry cars.',
        'You hear from {brand} about the weather before you have to ask.',
      ],
      close: [
        'Walk the surface once after rain and once after the first frost; the two walks together make the plan.',
        'Start with the cracks, since they are the cheapest part and stop most of the rest.',
        'If you have photographs from last spring, put them beside today’s, and the order of work is clear.',
      ],
    },
    steps: [
      'Walk the lot, mark cracks, soft spots and standing water, and photograph each.',
      'Correct the drainage, and rebuild areas where the base has failed.',
      'Clean and fill cracks wider than a quarter of an inch.',
      'Apply the surface treatment in two thin coats, section by section.',
      'Repaint the lines after 24 to 48 hours of curing.',
      'File the plan with dates, and put the next walk into the calendar.',
    ],
    signs: [
      'Cracks wider than a quarter of an inch',
      'A pattern like alligator skin in the wheel paths',
      'Water that stands an hour after the rain',
      'Loose stones along edges and curbs',
      'Faded gray areas with hairline cracks',
      'Raised or sunken edges around drains',
    ],
    materials: [
      'A plan of the lot with its drains',
      'Measuring wheel, marking paint and camera',
      'Last year’s photographs',
      'A list of delivery times and opening hours',
    ],
    costs: [
      'Area and thickness: how much material goes down',
      'Base: how much of it is sound and how much has to be rebuilt',
      'Access: whether the lot can be closed or is done in sections',
      'Season: how much of the work fits into one visit of the crew',
    ],
    mistakes: [
      'Sealing over open cracks',
      'Paving over a soft base',
      'Leaving drainage for later',
      'Opening a section before it has cured',
    ],
    options: {
      head: ['Treatment', 'Works well when', 'Watch for'],
      rows: [
        ['Crack filling', 'cracks are open and the base is firm', 'wet or dirty cracks'],
        ['Sealcoat', 'the surface is gray but sound', 'nights below 50 °F'],
        ['Overlay', 'the base is sound and the surface worn', 'height at curbs and doors'],
        ['Full replacement', 'the base has failed', 'drainage that was never right'],
      ],
    },
    questions: [
      [
        'When is the best time?',
        'Crack filling in the cool weeks of spring and fall, paving and sealing from late spring to early fall, on dry days above 50 °F.',
      ],
      [
        'How long is the lot closed?',
        'Section by section, usually one to two days each. Part of the parking stays open throughout.',
      ],
      [
        'Does every lot need sealing?',
        'Surfaces that are gray but sound gain most from it. A new surface should cure first, and a failed one needs repair instead.',
      ],
      [
        'What happens if it rains?',
        'The affected section moves to the next dry window. You hear about it by the agreed time in the morning.',
      ],
      [
        'How thick should the asphalt be?',
        'Three inches on a good base is common for cars. Where trucks turn or stand, more is needed, and the base grows with it.',
      ],
      [
        'Can one bad area be repaired by itself?',
        'Yes. It is cut out square to sound material and rebuilt in layers; the joint is sealed so that water stays out.',
      ],
    ],
    callouts: [
      'Look at the lot one hour after a good rain. Where water still stands, the next repair is waiting.',
      'If the pattern looks like alligator skin, money spent on the surface is lost. The base comes first.',
      'Fill cracks when they are widest, in the cool weeks, and they stay filled in the warm ones.',
    ],
  },
}
