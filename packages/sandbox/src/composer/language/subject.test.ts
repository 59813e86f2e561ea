import { describe, expect, it } from 'vitest'
import { namesFor } from './names.ts'
import { subjectOf } from './subject.ts'

describe('a topic inside a sentence', () => {
  it.each([
    ['How to choose an electrician in Cincinnati', 'choosing an electrician in Cincinnati', 'is'],
    ['Plan your spring maintenance', 'planning your spring maintenance', 'is'],
    ['7 signs your panel needs an upgrade', 'the signs your panel needs an upgrade', 'are'],
    ['Should you sealcoat every year?', 'the question whether you should sealcoat every year', 'is'],
    ['Is sealcoating worth it?', 'the question whether sealcoating is worth it', 'is'],
    ['Why does asphalt crack in winter?', 'the question of why asphalt cracks in winter', 'is'],
    ['Why does a lamp not obey the law?', 'the question of why a lamp does not obey the law', 'is'],
    ['What is a ground fault interrupter?', 'a ground fault interrupter', 'is'],
    ['Asphalt vs concrete', 'the choice between asphalt and concrete', 'is'],
    ['Panel upgrade for a 1950s house', 'a panel upgrade for a 1950s house', 'is'],
    ['Energy conservation lab', 'an energy conservation lab', 'is'],
    ['Generators for small businesses', 'generators for small businesses', 'are'],
    ['Photosynthesis', 'photosynthesis', 'is'],
    ['SEO', 'SEO', 'is'],
    ['Electrician in Hyde Park', 'an electrician in Hyde Park', 'is'],
    ['Preparing Parking Lots for a Cold Winter', 'preparing parking lots for a cold winter', 'is'],
    ["Newton's second law", "Newton's second law", 'is'],
    ['Choose an EV Charger and Save Money', 'choosing an EV charger and saving money', 'is'],
    ['EV chargers: what to ask', 'EV chargers', 'are'],
    ['We are opening an office in June', 'the fallback', 'is'],
    ['電気自動車の充電', '電気自動車の充電', 'is'],
  ])('%s', (topic, phrase, verb) => {
    expect(subjectOf(topic, namesFor(undefined), 'the fallback')).toMatchObject({ phrase, verb })
  })

  it('keeps its own words as a heading', () => {
    expect(subjectOf('how to fill cracks', namesFor(undefined), '').heading).toBe('How to fill cracks')
  })
})
