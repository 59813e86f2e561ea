import { describe, expect, it } from 'vitest'
import { parseMarkers, stripMarkers } from './parse-markers.ts'
import { createUseCounter } from './use-counter.ts'
import { wishesOf } from './wishes.ts'

describe('a marker', () => {
  it.each([
    ['[[sandbox:too_short]]', { name: 'too_short' }],
    [
      'x [[ Sandbox : FAULT=503 times=2 provider=openai ]] y',
      { name: 'fault', value: '503', times: 2, provider: 'openai' },
    ],
    ['[[sandbox:slow=200]]', { name: 'slow', value: '200' }],
    ['[[sandbox:fault=429 retry_after=5]]', { name: 'fault', value: '429', retryAfterS: 5 }],
    ['[[sandbox:fault=503 times=-1 provider=acme]]', { name: 'fault', value: '503' }],
  ])('%s', (text, marker) => {
    const [found] = parseMarkers(text)
    expect(JSON.parse(JSON.stringify(found))).toEqual(marker)
  })

  it.each([
    ['a [[sandbox:x]] b', 'a  b'],
    ['[[sand[[sandbox:x]]box:y]]', ''],
    ['a [[sandbox:fault=503 times=2', 'a '],
    [`${'[[sand'.repeat(50)}${'box:x]]'.repeat(50)} left`, expect.not.stringMatching(/sandbox:|\[\[|\]\]/)],
    ['A sandbox: how to build one', 'A sandbox: how to build one'],
    ['[link](x) and [[wiki]]', '[link](x) and [[wiki]]'],
  ])('is taken out of "%s"', (text, left) => {
    expect(stripMarkers(text)).toEqual(left)
  })
})

describe('the wishes of a call', () => {
  const wishes = (text: string) => wishesOf(parseMarkers(text), 'openai', 'job', createUseCounter())

  it('ignore what nobody knows', () => {
    expect(wishes('[[sandbox:gremlin]] [[sandbox:fault=gremlin]] [[sandbox:slow=x]]')).toMatchObject({
      violations: new Set(),
      pauses: false,
    })
  })

  it('are limited by provider and number, each marker for itself', () => {
    const uses = createUseCounter()
    const markers = parseMarkers(
      '[[sandbox:fault=503 times=1]] [[sandbox:fault=500 times=1]] [[sandbox:pause provider=groq]]',
    )
    const faults = [1, 2, 3].map(() => wishesOf(markers, 'openai', 'job', uses).fault?.name)
    expect(faults).toEqual(['503', undefined, undefined])
    expect(wishesOf(markers, 'groq', 'other job', uses)).toMatchObject({ pauses: true, fault: { name: '503' } })
  })
})
