import type { Field } from './knowledge.ts'

/** Site preparation, concrete and drainage. */
export const siteWork: Field = {
  matches:
    /\b(site preparation|site work|grading|excavat\w*|concrete|flatwork|retaining walls?|drainage|foundations?|earthwork|general contractors?|subgrade)\b/i,
  people: 'project managers',
  thing: 'the site',
  things: [],
  aroundKeywords: [
    'The drawings should show the limits of {np}, since that is where two crews meet.',
    'Questions about {np} are cheapest on paper and most expensive in the second week.',
    'Put {np} into the daily report from the first morning, with a photograph.',
    'A line for {np} in the schedule needs a start, an end and the name of whoever waits for it.',
  ],
  common: {
    openings: [
      'The first truck arrives at seven, and by eight everybody knows whether the drawings were read.',
      'What happens in the first two weeks on a site decides how the last two will feel.',
      'Water always wins on a site, so the only question about {topic} is where you let it go.',
    ],
    sentences: {
      overview: [
        'Good site work is invisible when it is finished: water leaves, slabs stay level, and nobody thinks about the soil.',
        'The order is old and sensible: clear, strip, cut and fill, compact, drain, then build.',
        'Soil reports, survey points and utility marks come before the first bucket, every time.',
        'Each layer is compacted and tested before the next one covers it, because nobody can test it afterwards.',
      ],
      cause: [
        'Most settlement goes back to fill that was placed too thick or too wet.',
        'Clay swells when it is wet and shrinks when it is dry, and slabs follow it in both directions.',
        'Water that is not led away finds the lowest joint and works there.',
      ],
      why: [
        'One crew for grading, drainage and flatwork means one answer when something does not fit.',
        'A daily report with photographs settles questions in minutes that used to take a meeting.',
        'Dry ground keeps every later trade on schedule.',
      ],
      signs: [
        'Ponding after rain, cracks that follow a line and doors that begin to stick all tell the same story.',
        'Pumping soil under a loaded truck is the plainest test there is.',
        'If the stakes have moved, stop and survey; guessing costs more.',
      ],
      materials: [
        'Have the drawings, the soil report, the utility marks and a contact for the inspector in one folder on site.',
        'Stone, pipe and fabric should be on the ground before the trench is open.',
      ],
      steps: [
        'Utilities are marked and checked by hand digging before machines come near them.',
        'Fill goes in thin lifts, usually eight inches or less, and each lift is rolled and tested.',
        'Forms are checked for line, grade and slope on the evening before the pour.',
        'Concrete is placed, struck off, floated and left alone until the surface is ready, however much the schedule hurts.',
        'Joints are cut within the first day, at distances of about thirty times the slab’s thickness.',
      ],
      time: [
        'Concrete reaches most of its strength in 28 days, carries light loads after about seven, and should not dry out in the first three.',
        'Below 40 °F it needs protection, and above 90 °F it needs an early start.',
        'Rain costs the day it falls and the day after, so the schedule should own both.',
      ],
      cost: [
        'Haul distance, soil and access move the price more than the size of the crew.',
        'Unsuitable soil is the classic extra; a unit price agreed beforehand keeps it a number rather than an argument.',
        'A clear scope of what is tested, by whom and how often belongs in the estimate.',
      ],
      compare: [
        'A retaining wall of block is forgiving and quick, a poured one is slender and exact; height and access decide.',
        'Lime or cement can improve poor soil in place, which is often cheaper than trucking it away.',
      ],
      mistakes: [
        'Thick lifts save an hour and cost a slab.',
        'Adding water to the mix at the truck makes the pour easier and the concrete weaker.',
        'Backfill against a green wall has pushed over more than one of them.',
        'A drain without an outlet is a storage tank.',
      ],
      example: [
        'Take a two-acre site with three feet of fall and clay below the topsoil.',
        'The plan moves soil once, from the high corner to the low one, with a swale along the edge and stone under the slab.',
        'A wet week in April costs four days, and because the swale was dug first it does not cost ten.',
      ],
      results: [
        'The slab drains, the joints are where they were drawn, and the compaction tests are in the file.',
        'Later trades arrive to dry ground and a benchmark that everybody uses.',
      ],
      safety: [
        'Trenches deeper than five feet are shored or sloped, without exception.',
        'Spotters, lights and a gate with a name on the list keep people and machines apart.',
      ],
      local: [
        'Western Ohio and Indiana share flat fields, heavy clay and high water in spring, and the schedule has to respect all three.',
        'Old field tiles turn up where no drawing shows them; mark them, photograph them and reconnect them.',
      ],
      visit: [
        'A site walk with the drawings in hand takes an hour and answers half of the questions.',
        'You get a written scope with quantities, exclusions and the assumptions behind them.',
      ],
      about: [
        '{brand} sends a daily report with photographs, so that the office knows what the site knows.',
        'With {brand}, grading, drainage and flatwork come from one crew and one superintendent.',
      ],
      close: [
        'Send the drawings early, even if they are not final; the questions that come back are worth having.',
        'Walk the site after a rain before you fix the grades.',
      ],
    },
    steps: [
      'Mark utilities, set survey points, and install erosion control.',
      'Strip topsoil, and store it where it will be used.',
      'Cut and fill in thin lifts, with a compaction test for each.',
      'Dig drains from the outlet upward, and cover them with stone and fabric.',
      'Form, pour, finish and cure, and cut the joints within a day.',
      'Grade, seed and hand over the test results.',
    ],
    costs: [
      'Soil: what can be used and what has to leave',
      'Haul: how far material travels in and out',
      'Access: gates, slopes and working hours',
      'Testing: how often, by whom and who pays for repeats',
    ],
    questions: [
      [
        'How soon can we drive on new concrete?',
        'Light vehicles after about seven days, full loads after 28, unless the mix was designed for more.',
      ],
      [
        'What happens when the soil is worse than expected?',
        'Work stops at that spot, the quantity is measured together, and the agreed unit price applies.',
      ],
      [
        'Who arranges the testing?',
        'It is named in the scope. An independent laboratory is usual, and its reports go to both sides.',
      ],
    ],
    callouts: [
      'Dig the drain first. Every dry day after that is a day that you earned.',
      'If it was not photographed before it was covered, it will be discussed after it has cracked.',
    ],
  },
}
