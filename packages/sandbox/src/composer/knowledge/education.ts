import { labs } from './labs.ts'
import type { Field } from './knowledge.ts'

/** Science teaching with sensors. */
export const education: Field = {
  matches:
    /\b(lessons?|classrooms?|students?|teach(?:er|ers|ing)?|labs?|laborator(?:y|ies)|sensors?|physics|chemistry|biology|stem|ngss|curriculum|experiments?|kinematics|pasco|schools?|science)\b/i,
  people: 'teachers',
  thing: 'the lab',
  things: labs,
  aroundKeywords: [
    'Students meet {np} as something they handle before they meet {it} as something they define.',
    'In a period of fifty minutes, {np} {does} best near the beginning, while everybody is still looking at the bench.',
    'Write one question about {np} on the board before class, and leave it there until the last five minutes.',
    'Teachers who plan around {np} usually cut something else, and it is rarely missed.',
    'Ask each group to say in one sentence what {np} told them that their eyes did not.',
    'If {np} {is} new to the class, run the first trial together and let the groups repeat it on their own.',
  ],
  common: {
    openings: [
      'The bell rings, twenty-eight students sit down, and the first graph of {topic} has to be on the screen before the announcements are over.',
      'What would your students predict about {topic} if nobody had told them the answer yet?',
      'There is a minute in every good lab when the room goes quiet because the graph did something that nobody expected.',
      'Most students have heard about {topic} before; very few have measured it themselves.',
      'A lab on {topic} stands or falls with its first five minutes, and those can be prepared the day before.',
    ],
    sentences: {
      overview: [
        'The idea of {topic} is simple enough to sketch on a napkin, and the measurement is what makes it stick.',
        'Students predict first, measure second, and explain last; that order carries the whole lesson.',
        'One bench, one sensor and one question are enough to begin.',
        'The lesson fits one class period when the equipment is set up beforehand and the prediction is made in writing.',
        'Data that appears while the experiment is running turns a demonstration into a conversation.',
      ],
      why: [
        'Students argue about a graph that they made themselves in a way that they never argue about a figure in a book.',
        'Live data shortens the distance between doing and seeing: a changed hand movement is a changed curve a moment later.',
        'Because each group owns its measurement, the discussion starts from evidence instead of from memory.',
        'The time that used to go into copying readings goes into asking what they mean.',
        'One afternoon serves several goals at once: reading a graph, handling uncertainty, and arguing from evidence.',
        'Repeating a trial takes seconds, so a mistake becomes a second attempt rather than a lost period.',
        'A lab of this kind shows students what scientists do all day: set up, predict, measure, doubt, measure again.',
        'For a department, one set of sensors that serves several courses is easier to justify than a cupboard of single-use kits.',
      ],
      materials: [
        'Lay out one set for every four students, and keep one complete spare on your own desk.',
        'Charge the sensors on the day before, and pair one of them with the device that runs the projector.',
        'Label each set with a number and write the same number on the group’s sheet; it saves the last ten minutes.',
        'Setting up takes about ten minutes for eight benches when everything comes out of one box, and cleaning up takes five.',
        'A group without a computer can read values from a shared screen and plot them by hand, which is no worse for learning.',
        'Tape a short checklist to the lid of each box, so that students pack the set they would like to find.',
      ],
      steps: [
        'Give five minutes to the prediction, and insist on a sketch rather than a sentence.',
        'Run the first trial slowly and together; the groups take over from the second one.',
        'Let every group do at least three trials before anybody touches the scale of the graph.',
        'Walk the room with one question only: what did you expect to see here?',
        'Stop data collection ten minutes before the bell, even if somebody asks for one more run.',
        'When a trial goes wrong, keep it and label it; the odd curve is often the best one to discuss.',
        'Ask for the unit every time that somebody says a number.',
      ],
      time: [
        'A workable plan for fifty minutes: five for the question, ten for the prediction and set-up, twenty for data, ten for discussion, five for the exit slip.',
        'If the period is short, collect data on the first day and discuss it on the second; the graphs will keep.',
        'The set-up is what eats time, so do it once for the whole day and leave it standing between classes.',
      ],
      results: [
        'Separate what students see from what they should conclude: first the shape of the curve, then the reason for it.',
        'Have each group put its best run on the board, with axes labeled and units written out.',
        'Scatter is not failure; three trials that differ slightly are the best introduction to uncertainty.',
        'When two groups disagree, let them swap equipment before they swap arguments.',
        'Ask what the graph would look like with twice the mass, half the time or a warmer room, and then try one of these.',
        'A curve that is almost straight is a good reason to talk about what “almost” is worth.',
        'Students who describe the graph in everyday words first tend to use the technical words correctly later.',
      ],
      mistakes: [
        'The usual trouble is a sensor that was not zeroed, so make zeroing a step that somebody has to read aloud.',
        'Students like to start moving before the recording starts; a countdown by one group member settles it.',
        'A loose clamp looks exactly like a strange result, which is why hands check hardware before heads check theory.',
        'Do not explain the graph before the groups have described it, or the description will be yours.',
        'Too many variables at once make every result interesting and none of them clear.',
      ],
      signs: [
        'You can tell that the lesson works when students point at the screen rather than at you.',
        'Listen for the word “because”: it is the sound of somebody using evidence.',
        'When a group asks for another trial without being told to, the question has become theirs.',
      ],
      cost: [
        'Costs depend on the number of benches, on what the department owns already, and on how many courses share the set.',
        'Count per student and per year rather than per box; equipment that serves four courses looks different that way.',
        'Begin with one bench for demonstrations, and add sets once two teachers have used it for a term.',
      ],
      compare: [
        'A demonstration is quicker, a group lab teaches more; many teachers use the first to prepare the second.',
        'Wired and wireless sensors measure equally well, so let the room decide: short benches, long cables and moving carts ask for wireless.',
      ],
      example: [
        'Take a class of twenty-eight with seven benches: seven carts, seven sensors, and four roles that rotate after each trial.',
        'One student handles the apparatus, one runs the recording, one reads the values aloud, and one keeps the notes.',
        'After three trials the roles move on by one seat, so that nobody spends the period watching.',
        'The first group to finish becomes the help desk for the others, which keeps the teacher free for questions.',
      ],
      safety: [
        'Check the bench for loose cables and open containers before anything is switched on.',
        'Eye protection goes on before the equipment is touched and comes off after it is put away.',
        'Say aloud who stops the trial if something goes wrong; it is usually the person nearest to the switch.',
      ],
      goals: [
        'Each goal is something that students do and a teacher can see from across the room.',
        'Read the goals aloud at the start and ask the class at the end which of them were reached.',
      ],
      standards: [
        'The lesson asks students to plan and carry out an investigation, to analyze data, and to argue from evidence, which are the practices that the NGSS name for every grade.',
        'The crosscutting ideas of patterns and of cause and effect run through it; point to them when they come up rather than at the end.',
        'Check the codes of your own state before you write them into a plan, since the wording differs from place to place.',
      ],
      opening: [
        'Give students two quiet minutes to write, then one minute to compare with a neighbor, before anybody speaks to the class.',
        'Collect three different predictions on the board and leave them there; the data will decide between them.',
        'Do not say which prediction is right. The wish to know is what carries the next twenty minutes.',
      ],
      discussion: [
        'Start from the board, where the graphs hang side by side, and ask what they have in common before asking how they differ.',
        'Wait longer than feels comfortable after each question; the second hand to go up often has the better answer.',
        'Ask which prediction survived, which one did not, and what would have to be measured to be sure.',
        'End with one sentence that the class agrees on, written by a student.',
      ],
      assessment: [
        'The exit slip has three lines: what we measured, what we saw, and what it means.',
        'A graph with labeled axes and one correct sentence shows more than a page of definitions.',
        'Look for the unit, the direction and the reason; two out of three is a good start.',
        'Keep the slips until the next lesson, and open it with the most interesting wrong answer, without a name.',
      ],
      support: [
        'For students who need support, hand out a graph with labeled axes and the first point already drawn.',
        'A list of sentence starters helps: “We expected…”, “We saw…”, “This means…”.',
        'Students who are ahead choose a variable that nobody has changed yet and predict its effect in writing before they try it.',
        'Pair students who read graphs easily with students who handle equipment easily; both learn something.',
      ],
      about: [
        'The materials from {brand} are made to work together, so that the first minutes of a lesson go to science and not to cables.',
        'Teachers who use {brand} equipment can begin with a single bench and add to it later.',
      ],
      local: [
        'Schools that share equipment within a district do well to agree on one box, one checklist and one place for the spare parts.',
      ],
      visit: ['A good workshop ends with every teacher having run the experiment once with their own hands.'],
      close: [
        'Try it with one class before you plan the whole unit around it.',
        'Set up one bench this week, run the experiment yourself, and write down what surprised you; that is what your students will ask about.',
        'Keep your own notes from the first run, since next year’s version of you will be grateful for them.',
      ],
    },
    steps: [
      'Set out the equipment, and check one sensor against the projector (5 minutes).',
      'Put the question on the board, and have students sketch a prediction (5 minutes).',
      'Run one trial together, and name the axes and units (5 minutes).',
      'Let each group record three trials and keep the best one (20 minutes).',
      'Compare the graphs on the board, first in shape and then in numbers (10 minutes).',
      'Collect an exit slip with one measured value and one reason (5 minutes).',
    ],
    materials: [
      'One sensor per group of four, charged and zeroed',
      'One device per group, or one shared screen for the room',
      'A printed sheet with empty axes for the prediction',
      'One spare set on the teacher’s desk',
    ],
    goals: [
      'Predict the shape of a graph and give a reason for it',
      'Record three trials and name the quantity, the unit and the range',
      'Describe a graph in words before explaining it',
      'Support a claim with two pieces of evidence from the data',
    ],
    signs: [
      'Students point at the screen and not at the teacher',
      'Groups ask for another trial without being told to',
      'The word “because” turns up in ordinary talk',
      'Predictions are changed in pencil, not erased',
    ],
    mistakes: [
      'The sensor was not zeroed, and every value is off by the same amount',
      'The motion began before the recording did',
      'The scale of the graph hides the interesting part',
      'Two things were changed between one trial and the next',
    ],
    costs: [
      'Benches: how many groups work at the same time',
      'Reuse: how many courses share the same sensors',
      'Devices: whether students bring their own or the room has a shared screen',
      'Spares: one complete extra set saves more lessons than any other item',
    ],
    options: {
      head: ['Format', 'Works well when', 'Watch for'],
      rows: [
        ['Demonstration', 'the period is short or the set is single', 'students who only watch'],
        ['Group lab', 'there is one set for every four students', 'time lost in setting up'],
        ['Stations', 'several quantities matter at once', 'groups that wait for each other'],
      ],
    },
    questions: [
      [
        'How much class time does it take?',
        'One period of fifty minutes is enough when the equipment stands ready and the prediction is made in writing.',
      ],
      [
        'What if the groups get different results?',
        'Compare the set-ups before the numbers. A different angle, mass or start time explains most differences, and finding it is part of the lesson.',
      ],
      [
        'Can I do it with one sensor?',
        'Yes. Run it as a demonstration, let students call out the next change, and have everybody plot the values by hand.',
      ],
      [
        'How do I prepare students who have never read such a graph?',
        'Let them walk, warm or press something while the curve is drawn live. Two minutes of that replace a page of explanation.',
      ],
      [
        'What goes wrong most often?',
        'Sensors that were not zeroed and recordings that start too late. Make both a spoken step.',
      ],
    ],
    callouts: [
      'Do the experiment once yourself, at the bench and with the clock running. Every minute you lose there is a minute that the class will lose too.',
      'Keep the first strange graph of the day. It is the best discussion starter you will get.',
      'A prediction that is written down cannot be changed by the answer, and that is the whole point of it.',
    ],
  },
}
