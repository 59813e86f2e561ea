import type { KnownThing } from './knowledge.ts'

/** Experiments of a school year, each with what is measured, in which range, and what usually goes wrong. */
export const labs: KnownThing[] = [
  {
    matches:
      /\b(motion|velocity|speed|position|acceleration|kinematics?|smart cart|motion sensor|displacement|free fall)\b/i,
    openings: [
      'Ask a student to walk so that the graph on the screen becomes a straight line, and watch the class work out what a slope is.',
    ],
    sentences: {
      overview: [
        'A cart on a track gives three graphs at once: position in meters, velocity in meters per second, and acceleration in meters per second squared.',
        'On a level track a gentle push gives speeds between about 0.2 and 0.8 m/s, which is slow enough to watch and fast enough to measure.',
      ],
      why: [
        'Motion graphs are the first place where many students see that a falling line does not have to mean going downhill.',
      ],
      materials: [
        'Level the track with a marble before class; a slope of one degree is enough to spoil a constant velocity.',
      ],
      steps: [
        'Begin with a cart at rest, so that students see the flat line before they see the slope.',
        'For the second run, tilt the track by a few degrees and let the cart roll, with the sensor recording at twenty readings per second or more.',
        'Have somebody catch the cart before the end stop, since the jolt is larger than everything before it.',
      ],
      results: [
        'On a track tilted by five degrees, expect an acceleration a little under 0.9 m/s², and ask where the rest of 9.8 m/s² has gone.',
        'The slope of the position graph is the velocity, and the slope of the velocity graph is the acceleration; let students find both with a ruler first.',
        'At the top of the track the velocity is zero for an instant while the acceleration is not, and this is worth a long pause.',
      ],
      mistakes: [
        'Students read a position graph as a picture of the track; a walk in front of the sensor cures that faster than words.',
      ],
    },
    steps: [
      'Level the track, zero the sensor, and record three seconds of a cart at rest.',
      'Push the cart gently, record its position in meters, and repeat until two runs agree.',
      'Raise one end of the track by about 8 cm and release the cart from the same mark three times.',
      'Read the slope of the velocity graph, and note the acceleration in m/s² for each run.',
      'Expect values between 0.5 and 1.0 m/s², depending on the tilt; explain any value outside.',
    ],
    goals: [
      'Sketch the position graph of a described walk',
      'Read velocity and acceleration from the slope of a graph, with units',
      'Tell a graph of motion from a picture of the path',
      'Predict how the graph changes when the track is tilted',
    ],
    materials: [
      'One cart and one track of about 1.2 m per group',
      'A motion sensor or a cart with a built-in sensor',
      'A block of 5 to 10 cm to raise one end',
      'A marble or level to check the track',
    ],
    questions: [
      [
        'Why is the line not straight although the track is level?',
        'Friction and a slight tilt slow the cart. Compare a push in each direction: if one is slower, the track is tilted.',
      ],
    ],
  },
  {
    matches: /\b(newton|force|forces|second law|third law|friction|tension|inertia)\b/i,
    openings: [
      'Hang a cart from a force sensor, set it to zero, and the first graph of the day is a flat line that nobody can argue with.',
    ],
    sentences: {
      overview: [
        'A hanging mass pulls a cart over a pulley, the force sensor reads newtons, and the cart’s acceleration follows in the same second.',
        'Keep the total mass constant by moving masses from the cart to the hanger; otherwise two things change at once.',
      ],
      why: [
        'Few laws can be tested as directly as the second one: change the force, keep the mass, read the acceleration.',
      ],
      steps: [
        'Zero the force sensor while nothing pulls on it, and again when the cart is turned around.',
        'Use hanging masses of 10, 20, 30 and 40 g, which give forces of roughly 0.1 to 0.4 N.',
      ],
      results: [
        'Plotted against the force, the acceleration gives a straight line whose slope is one divided by the mass.',
        'The line misses the origin by a little; the gap is friction, and students who find it have understood the experiment.',
        'While the cart moves, the tension is slightly smaller than the weight of the hanging mass, which surprises nearly everybody.',
      ],
      mistakes: [
        'Students often use the weight of the hanger as the force on the cart; the sensor shows that it is not.',
      ],
    },
    steps: [
      'Fix the force sensor to the cart, zero it, and run the string over the pulley.',
      'Hang 10 g, hold the cart, start recording, release, and catch the cart before the pulley.',
      'Repeat with 20, 30 and 40 g, moving each mass from the cart to the hanger.',
      'Note the force in newtons and the acceleration in m/s² while the cart moves freely.',
      'Plot acceleration against force; expect a straight line through nearly zero.',
    ],
    goals: [
      'Measure force and acceleration at the same time',
      'Show with a graph that acceleration grows in proportion to force',
      'Explain why the line does not pass exactly through zero',
      'Name the forces on the cart in a diagram',
    ],
    materials: [
      'One cart, track and pulley per group',
      'A force sensor that reads at least 0 to 5 N',
      'Slotted masses of 10 g and a hanger',
      'Thin string, a little shorter than the track',
    ],
    questions: [
      [
        'Why is the tension smaller than the weight?',
        'Because the hanging mass accelerates downward. Only when it hangs still do the two agree.',
      ],
    ],
  },
  {
    matches: /\b(energy|work|pendulum|spring|conservation of energy|potential|kinetic)\b/i,
    sentences: {
      overview: [
        'A cart that rolls down a track trades height for speed, and both can be measured well enough to check the sum.',
      ],
      why: ['Energy is invisible, so a bar chart that changes while the cart moves is worth more than a paragraph.'],
      results: [
        'Expect the sum of kinetic and potential energy to fall by a few percent along the track, and ask where the missing part went.',
        'With a 0.25 kg cart and a drop of 10 cm, the energy in play is about a quarter of a joule.',
        'On the way back up, the missing part shows again as a lower turning point.',
      ],
      steps: ['Measure the height from the center of the cart, at the start and at the place where the speed is read.'],
      mistakes: [
        'Heights measured from the table instead of from the lowest point make every energy too large by the same amount.',
      ],
    },
    steps: [
      'Weigh the cart, and note its mass in kilograms.',
      'Raise the track by 10 cm, and mark the release point.',
      'Release the cart, record its speed at the bottom in m/s, and repeat three times.',
      'Work out potential energy at the top and kinetic energy at the bottom, in joules.',
      'Compare the two; expect 85 to 97 percent to arrive.',
    ],
    goals: [
      'Calculate kinetic and potential energy from measured values',
      'Compare energy before and after, with units',
      'Give two reasons for the difference',
      'Predict the speed for twice the height',
    ],
  },
  {
    matches: /\b(collisions?|momentum|impulse)\b/i,
    sentences: {
      overview: [
        'Two carts, two sensors and a pair of magnets show in half a second what the conservation of momentum means.',
      ],
      results: [
        'With equal masses the moving cart stops and the resting one leaves with nearly the same speed.',
        'Carts that stick together move off at half the speed, and half of the kinetic energy is gone while the momentum is not.',
        'The area under the force curve, in newton seconds, matches the change of momentum within a few percent.',
      ],
      mistakes: ['Momentum has a direction; students who drop the minus sign find that momentum has been created.'],
      steps: ['Use low speeds, below about 0.6 m/s, so that the magnets never touch.'],
    },
    goals: [
      'Calculate momentum with its direction',
      'Compare momentum before and after a collision',
      'Tell elastic from inelastic collisions by their energy',
      'Explain an impulse as an area under a curve',
    ],
  },
  {
    matches: /\b(circuits?|voltage|current|resistance|ohm|resistors?|capacitors?|electricity lesson)\b/i,
    sentences: {
      overview: [
        'A battery, two bulbs and a pair of sensors for voltage and current are enough to replace a chapter about series and parallel.',
      ],
      results: [
        'A resistor gives a straight line of current against voltage; a lamp bends it, because the filament gets hot.',
        'In series the voltages add up, in parallel the currents do, and both sums come out within a few hundredths of a volt or ampere.',
        'With a 100 ohm resistor, expect about 10 mA for each volt.',
      ],
      steps: ['Stay below 6 V, and switch off between readings so that nothing gets warm that should not.'],
      mistakes: ['Current “used up” on its way around is the idea to listen for; two ammeters in one loop settle it.'],
      safety: [
        'Never connect a bare wire across a battery, and feel for warmth before you touch a resistor with both fingers.',
      ],
    },
    steps: [
      'Build the circuit with the switch open, and have a neighbor check it.',
      'Close the switch, and read voltage in volts and current in milliamperes.',
      'Raise the voltage in steps of 1 V up to 5 V, opening the switch between readings.',
      'Plot current against voltage, and read the resistance from the slope.',
      'Replace the resistor with a lamp, and repeat; expect a curve instead of a line.',
    ],
    goals: [
      'Build a series and a parallel circuit from a diagram',
      'Measure voltage and current with the right connection',
      'Read a resistance from a graph',
      'Explain why a lamp does not give a straight line',
    ],
  },
  {
    matches: /\b(ph|acids?|bases?|titrations?|neutralization|buffers?|solutions?)\b/i,
    sentences: {
      overview: [
        'Drop by drop the pH hardly moves, and then within half a milliliter it jumps by several units; seeing that happen is the lesson.',
      ],
      results: [
        'For a strong acid and a strong base, expect the steep part to be centered near pH 7.',
        'With a weak acid the jump is smaller and sits above pH 7, usually between 8 and 9.',
        'The flat stretch before the jump is a buffer at work, and it deserves a name only after students have seen it.',
      ],
      steps: [
        'Stir gently and wait for a steady reading near the jump; elsewhere speed does no harm.',
        'Rinse the sensor with distilled water between solutions and blot it dry.',
      ],
      mistakes: [
        'Large steps near the end jump over the point that everybody is looking for; slow down when the curve begins to bend.',
      ],
      safety: [
        'Goggles stay on while any solution is on the bench, and spills are wiped up at once with plenty of water.',
      ],
    },
    steps: [
      'Put 25 mL of acid with 0.1 mol/L into a beaker, and place the pH sensor in it.',
      'Fill the buret with base of the same concentration, and note the starting volume in mL.',
      'Add 1 mL at a time, stir, and record volume and pH.',
      'From 22 mL on, add 0.2 mL at a time until the pH passes 11.',
      'Read the volume at the steepest point; expect about 25 mL.',
    ],
    goals: [
      'Record a titration curve with labeled axes',
      'Locate the equivalence point from the steepest part',
      'Explain what happens between the flat parts',
      'Calculate an unknown concentration from a volume',
    ],
    materials: [
      'A pH sensor and a 100 mL beaker per group',
      'A buret or a drop counter',
      'Acid and base of 0.1 mol/L',
      'Distilled water, goggles and gloves',
    ],
  },
  {
    matches: /\b(temperature|heat|thermal|cooling|specific heat|calorimet\w*|thermo\w*|insulation)\b/i,
    sentences: {
      overview: [
        'Two cups, two temperature sensors and ten minutes show a cooling curve that students can predict, argue about and then test.',
      ],
      results: [
        'Hot water at 60 °C loses its first ten degrees faster than its second ten, and the curve never quite reaches the room.',
        'Insulation does not stop the cooling; it stretches the same curve out in time.',
        'In mixtures, the final temperature sits nearer to the larger mass of water, and students can calculate it to within a degree.',
      ],
      mistakes: [
        'A sensor that touches the wall of the cup measures the cup; keep the tip in the middle of the liquid.',
      ],
      safety: ['Keep water below 60 °C, fill cups to two thirds, and move kettles only by hand of the teacher.'],
    },
    goals: [
      'Predict a cooling curve before measuring it',
      'Compare two curves with the same start',
      'Explain the shape in terms of temperature difference',
      'Calculate the final temperature of a mixture',
    ],
  },
  {
    matches: /\b(sound|waves?|frequency|resonance|standing wave|pitch)\b/i,
    sentences: {
      overview: [
        'A tuning fork, a microphone and a screen turn something that everybody hears into something that everybody can count.',
      ],
      results: [
        'A tone of 440 Hz shows one full wave about every 2.3 milliseconds; let students find the number from the screen.',
        'Louder means taller and not closer together, which is worth ten seconds of silence before anybody explains it.',
        'In a tube that is closed at one end, the first resonance comes where its length is about a quarter of the wavelength.',
      ],
      mistakes: ['Pitch and loudness get mixed up until students change one of them while watching the screen.'],
    },
    goals: [
      'Read period and frequency from a graph',
      'Tell amplitude from frequency',
      'Measure the speed of sound with a tube and a tone',
      'Predict the next resonance',
    ],
  },
  {
    matches:
      /\b(photosynthesis|respiration|carbon dioxide|co2|plants?|leaf|leaves|ecosystems?|cells?|yeast|enzymes?)\b/i,
    sentences: {
      overview: [
        'A handful of leaves, a closed chamber and a CO₂ sensor show within ten minutes that plants do two things at once.',
      ],
      results: [
        'In bright light the reading falls, in the dark it rises, and both rates can be read in parts per million per minute.',
        'Spinach in a two-liter chamber changes the reading by some tens of ppm in five minutes; breath changes it by thousands.',
        'The light response levels off, which is the moment to ask what else the plant needs.',
      ],
      steps: ['Let the sensor settle for two minutes in room air before the chamber is closed.'],
      mistakes: ['A breath near the open chamber spoils the next ten minutes; close it with an outstretched arm.'],
    },
    goals: [
      'Measure a rate from the slope of a graph',
      'Compare light and dark with the same leaves',
      'Explain why both processes go on in the light',
      'Design a test for one further factor',
    ],
  },
  {
    matches: /\b(light|optics|lens|refraction|reflection|color|spectrum|spectrometer|brightness|inverse square)\b/i,
    sentences: {
      overview: [
        'Move a light sensor away from a small lamp, and the reading falls much faster than the distance grows.',
      ],
      results: [
        'At twice the distance expect about a quarter of the brightness, provided that the room is dark and the lamp is small.',
        'Plotted against one over the distance squared, the points fall on a line, and the class has found a law.',
      ],
      mistakes: ['Light from the window adds the same amount to every reading; measure it first and subtract it.'],
    },
    goals: [
      'Measure brightness at five distances',
      'Find the pattern in the values',
      'Account for background light',
      'Predict a value and test it',
    ],
  },
]
