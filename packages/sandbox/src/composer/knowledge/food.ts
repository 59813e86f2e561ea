import type { Field } from './knowledge.ts'

/** Cooking, baking and places to eat. */
export const food: Field = {
  matches:
    /\b(cook\w*|bak(?:e|es|ing|ery|eries)|bread|sourdough|recipes?|kitchen garden|restaurants?|catering|caf[eé]s?|coffee|tea|wine|beer|brew\w*|meals?|dinner|lunch|breakfast|dessert|cakes?|pasta|pizza|vegetables?|fermentation|chefs?|menus?|grill\w*|barbecue|food)\b/i,
  people: 'home cooks',
  thing: 'the recipe',
  things: [],
  aroundKeywords: [
    'With {np}, change one thing at a time and taste after each change.',
    'Write down what you did with {np}, because good results are easy to forget.',
    'A simple version of {np} on a weekday teaches more than a grand one on a holiday.',
    'Ask at the market about {np}; people who sell it every week know what it wants.',
    'Begin with half the quantity of {np}, and keep the other half for the second try.',
  ],
  common: {
    openings: [
      'The kitchen smells right about ten minutes before anything is ready, and this is the moment to be patient.',
      'Good {topic} begins the evening before, with something that takes two minutes.',
      'There is one habit that separates a good cook from a lucky one: tasting before it is too late.',
    ],
    sentences: {
      overview: [
        'Much about {topic} comes down to three things: time, temperature and salt.',
        'A recipe is a record of what worked in somebody else’s kitchen, so expect to adjust it to yours.',
        'Good ingredients forgive a lot, and a sharp knife and a heavy pan forgive the rest.',
        'The steps are simple; what takes practice is knowing when one of them is finished.',
      ],
      cause: [
        'Most disappointments come from heat that was too high or time that was too short.',
        'Ovens differ by twenty degrees and more, and a cheap thermometer ends the guessing.',
        'Flour, fruit and weather change from month to month, and the dough notices.',
      ],
      why: [
        'Cooking from scratch is slower at first and quicker than ordering once you know five dishes by heart.',
        'You know what is in it, and you decide how much of it.',
        'A dish that you make often becomes yours, small mistakes included.',
      ],
      signs: [
        'Color, smell and sound tell you more than the clock.',
        'A dough is ready when a dent comes back slowly and only part of the way.',
        'If it tastes flat, try acid before you try more salt.',
      ],
      materials: [
        'A scale, a heavy pan, a sharp knife and a thermometer cover nine recipes out of ten.',
        'Weigh everything before you begin, and put it in the order in which you will need it.',
      ],
      steps: [
        'Read the recipe to the end before you turn anything on.',
        'Bring ingredients to room temperature unless somebody tells you why not.',
        'Salt early and a little, then again at the end.',
        'Give it room in the pan; crowded food steams instead of browning.',
        'Let it rest before you cut it, because the inside is still working.',
        'Taste, write one line about it, and change one thing the next time.',
      ],
      time: [
        'Most of the time is waiting, so plan it around a walk or a night’s sleep.',
        'Slow doughs fit a working day better than quick ones, since they wait for you.',
        'Start with whatever takes longest, and set the table while it cooks.',
      ],
      cost: [
        'Seasonal produce is cheaper and better at the same time, which is rare.',
        'Buy one good tool a year rather than a drawer full of gadgets.',
        'Leftovers are ingredients with a head start.',
      ],
      compare: [
        'Butter brings flavor and burns early, oil takes heat; many dishes want first the one and then the other.',
        'Dry yeast is reliable, sourdough has character and asks for a routine.',
      ],
      mistakes: [
        'Opening the oven every five minutes keeps it cold.',
        'Doubling a recipe without a larger pan changes the dish.',
        'Following the clock rather than your nose is how good food gets dry.',
        'Too many spices are a way of not deciding.',
      ],
      example: [
        'Take a weeknight with forty minutes and four people at the table.',
        'The oven goes on first, the vegetables go in whole, and the sauce is stirred together while they roast.',
        'Bread from the weekend is toasted in the last five minutes.',
        'Nothing in it is difficult, and the kitchen is clean before the plates are.',
      ],
      results: [
        'You will know that it worked by the silence at the table.',
        'Compare notes after the third try; it is the first one that counts.',
      ],
      safety: [
        'Keep raw meat and salad apart, wash boards in between, and cool leftovers within two hours.',
        'Ask guests about allergies before you shop and not before you serve.',
      ],
      local: ['Markets, bakers and farms nearby decide what tastes right in which month.'],
      visit: ['Come hungry and ask what is fresh; the answer is usually the best thing on the menu.'],
      about: [
        '{brand} keeps the list of ingredients short and the door open.',
        'At {brand}, the menu follows the season and not the other way around.',
      ],
      close: [
        'Make it once this week for nobody but yourself.',
        'Choose one dish, and cook it three times before you judge it.',
      ],
    },
    steps: [
      'Read everything, and weigh everything.',
      'Prepare what has to rest or warm up.',
      'Cook with enough heat and enough room.',
      'Taste, adjust, and taste again.',
      'Let it rest, then serve.',
      'Write down one thing to change.',
    ],
    signs: [
      'It smells toasted and not sharp',
      'It sounds quieter than a minute ago',
      'The color is even to the edges',
      'A dent comes back slowly',
    ],
    costs: [
      'Season: what grows now',
      'Waste: what happens to the rest',
      'Tools: one good one a year',
      'Time: what can be left alone',
    ],
    questions: [
      [
        'Why does mine turn out differently?',
        'Usually because of the oven, the flour or the clock. Measure the first, weigh the second, and trust your nose over the third.',
      ],
      [
        'Can I prepare it the day before?',
        'Often, and it frequently tastes better. Keep crisp things and fresh herbs for the last minute.',
      ],
      [
        'What can I leave out?',
        'Anything that you cannot taste in the result. Leave out one thing at a time, and find out.',
      ],
    ],
    callouts: [
      'Buy an oven thermometer before you buy another cookbook.',
      'If a dish tastes flat, add a few drops of lemon first. Salt can follow.',
    ],
  },
}
