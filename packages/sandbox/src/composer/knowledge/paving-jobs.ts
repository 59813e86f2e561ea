import type { KnownThing } from './knowledge.ts'

/** Single jobs on asphalt, with what is particular to each. */
export const pavingJobs: KnownThing[] = [
  {
    matches: /\b(winter|freeze|frost|thaw|snow|salt|cold|spring)\b/i,
    sentences: {
      overview: [
        'Preparation for winter is mostly about water: where it enters, where it stands and where it freezes.',
      ],
      cause: [
        'Central Ohio sees dozens of freeze-thaw swings in an ordinary winter, and each of them works on every open crack.',
        'Water expands by about nine percent as it freezes, which is enough to lift the edge of a crack a little further each night.',
        'By March the base below those cracks is soaked, and the first heavy truck leaves a dent that the summer cannot repair.',
      ],
      steps: [
        'In September, clean the drains and fill the cracks; in October, mark curbs and islands for the plow; in March, walk the lot again.',
        'Agree with the snow contractor on where the piles go, so that the melt runs to a drain and not across the lot.',
      ],
      time: [
        'Cracks that are filled before the first hard frost save the largest part of the damage.',
        'Sealing has to be finished while the nights are still above 50 °F, which usually means by the end of September.',
      ],
      mistakes: ['Snow piled over a drain turns the thaw into a pond.'],
    },
    questions: [
      [
        'Is it too late to do anything in November?',
        'For sealing yes, for crack filling and cold patches no. Both keep water out until spring.',
      ],
    ],
  },
  {
    matches: /\b(sealcoat\w*|seal coat\w*|sealing|sealer)\b/i,
    sentences: {
      overview: [
        'Sealcoat is a thin film that keeps water, sun and oil away from the binder; it protects a surface and does not repair one.',
        'Two thin coats wear better than one thick one, and sand in the mix keeps the surface from getting slick.',
      ],
      time: [
        'A new surface should cure for some months before its first sealcoat, and a driveway or lot in use is usually sealed again every two to four years.',
      ],
      signs: ['When water no longer beads and the black has turned to gray, the surface is ready for a seal.'],
      mistakes: ['Sealing every year builds up a film that peels; more is not better here.'],
    },
  },
  {
    matches: /\b(potholes?|patch\w*|repairs?)\b/i,
    sentences: {
      overview: [
        'A pothole is the last chapter of a crack: water got in, the base washed out, and a wheel did the rest.',
      ],
      steps: [
        'A lasting patch is cut square, cleaned to sound material, tacked at the edges, filled in layers and compacted each time.',
        'Cold patch is a bandage for winter, and it is replaced with hot mix as soon as the plants open.',
      ],
      safety: ['A cone and a photograph on the same day are worth more than a perfect patch next week.'],
    },
  },
  {
    matches: /\b(striping|lines?|layout|accessible|ada|markings?|stalls?)\b/i,
    sentences: {
      overview: ['Striping decides how a lot works: the same area can hold a few more cars or a lot more arguments.'],
      steps: ['The layout is drawn and checked before anything is painted, accessible stalls and their aisles first.'],
      time: [
        'Lines can be driven on within the hour, and they are best painted early in the morning while the lot is empty.',
      ],
      signs: ['If drivers hesitate at the entrance, the arrows have already faded.'],
    },
  },
  {
    matches: /\b(driveways?|residential|home ?owners?)\b/i,
    sentences: {
      overview: [
        'A driveway carries less than a street and gets less attention, so its edges and its drainage decide how long it lasts.',
      ],
      steps: ['Edges are supported with soil or stone afterwards, because asphalt that ends in the air breaks off.'],
      mistakes: ['Turning the wheels while the car stands still marks a fresh driveway for good.'],
      time: ['Stay off a new driveway for two to three days, and keep trailers and jacks away for the first weeks.'],
    },
  },
  {
    matches: /\b(resurfac\w*|overlay|repav\w*|replacement|milling)\b/i,
    sentences: {
      overview: [
        'Resurfacing takes off the worn top by milling and lays a new one, usually one and a half to two inches thick.',
      ],
      compare: [
        'Cores or test cuts show whether the base is sound, and that answer decides between an overlay and a rebuild.',
      ],
      mistakes: ['Raising the surface without raising the drains leaves every basin in a hole.'],
    },
  },
]
