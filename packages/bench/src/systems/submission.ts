import type { GenerateRequest } from '@hg/contracts'

/** What is asked for in every request, without the client. */
export const submission = {
  content_type: 'blog_post',
  topic: 'Measuring acceleration with a cart and a motion sensor',
  keywords: ['acceleration', 'motion sensor'],
  llm: { provider: 'openai', model: 'gpt-4.1-mini' },
} satisfies Omit<GenerateRequest, 'client_id'>

const paragraph = `A cart on a level track is the quickest way to let a class see acceleration instead of hearing about it. The
motion sensor sends out short pulses of sound, catches the echo, and writes the distance down thirty times a second. From
these distances a graph grows while the cart is still rolling, and a student who pushes too hard sees at once what that
does to the curve. Ask for a prediction first: a sketch on paper, in pencil, before anybody touches the cart. Then run it
three times and compare. What differs between the runs is as good a lesson as what does not, because it leads to friction,
to a track that is not quite level, and to how much a single measurement is worth.`

const sections = ['What you need', 'Setting up the motion sensor', 'Reading the graph', 'Where acceleration hides']

/** The article that the provider answers with: long enough, and with the keywords, for every check to pass. */
export const article = [
  '# Measuring Acceleration With a Cart and a Motion Sensor',
  paragraph,
  ...sections.flatMap((heading) => [`## ${heading}`, paragraph]),
  paragraph,
  'Meta description: How a cart, a track and a motion sensor show a class what acceleration is, run by run.',
]
  .map((block) => block.replaceAll('\n', ' '))
  .join('\n\n')
