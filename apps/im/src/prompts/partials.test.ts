import type { PartialRow } from '@hg/db'
import { AppError } from '@hg/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { promptContext } from './context.ts'
import { createRenderer, type RenderedPrompt } from './render.ts'

const id = '0190a6d8-0000-7000-8000-000000000001'
const context = promptContext(
  { client_id: id, content_type: 'article', topic: 'Waves', brief: 'lorem '.repeat(3000), strategy: {} },
  { name: 'Acme' },
)

let made = 0

function partialRows(texts: Record<string, string>): PartialRow[] {
  return Object.entries(texts).map(([name, template]) => ({
    template_id: `0190a6d8-0000-7000-8000-${String(++made).padStart(12, '0')}`,
    version: 1,
    name,
    template,
  }))
}

function render(template: string, partials: Record<string, string> = {}, system_template = ''): RenderedPrompt {
  const row = { template_id: id, version: 1, name: 'T', template, system_template, partials: partialRows(partials) }
  return createRenderer()(row, context)
}

function failure(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** p1 renders p2, which renders p3, and so on; the last one says `end`. */
const chain = (length: number, end = 'end') =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [`p${at + 1}`, at + 1 === length ? end : `{% render 'p${at + 2}' %}`]),
  )

describe('a partial', () => {
  it('stands where it is rendered, in both parts, and is named with its version', () => {
    const rendered = render(`a {% render 'voice' %} z`, { voice: 'calm', unused: 'never' }, `{% render "voice" %}!`)
    expect(rendered.user).toBe('a calm z')
    expect(rendered.system).toBe('calm!')
    expect(rendered.partials.map(({ name, version }) => [name, version])).toEqual([['voice', 1]])
  })

  it('sees the context and its arguments, and nothing that the template assigned', () => {
    const partials = { say: '{{ topic }} {{ season }}' }
    expect(render(`{% render 'say', season: 'spring' %}`, partials).user).toBe('Waves spring')
    expect(render(`{% assign s = 'fall' %}{% render 'say', season: s, topic: 'Ice' %}`, partials).user).toBe('Ice fall')
    const error = failure(() => render(`{% assign season = 'fall' %}{% render 'say' %}`, partials))
    expect([error.code, error.message]).toEqual([
      'unknown_variable',
      'The partial "say", line 1, column 16, in the user part of the template "T" (version 1): the variable "season" does not exist.',
    ])
  })

  it('leaves what the template assigned as it was', () => {
    expect(render(`{% assign a = 1 %}{% render 'set' %}{{ a }}`, { set: '{% assign a = 2 %}' }).user).toBe('1')
  })

  it('is rendered at most five deep, counted along the longest way', () => {
    expect(render(`{% render 'p1' %}`, chain(5)).user).toBe('end')
    expect(failure(() => render(`{% render 'p1' %}`, chain(6))).message).toContain('more than 5 deep')
    // p3 is known already when it is met three deep.
    const twice = { ...chain(5), long: `{% render 'p2' %}`, longer: `{% render 'long' %}` }
    expect(render(`{% render 'p2' %}{% render 'long' %}`, twice).user).toBe('endend')
    expect(failure(() => render(`{% render 'p2' %}{% render 'longer' %}`, twice)).message).toContain('more than 5 deep')
  })

  it.each([
    ['itself', { a: `{% render 'a' %}` }, 'a, a'],
    [
      'another that renders it',
      { a: `x\n {% render 'b' %}`, b: `{% if topic %}{% render 'a' %}{% endif %}` },
      'a, b, a',
    ],
    ['itself under a condition that never holds', { a: `{% if false %}{% render 'a' %}{% endif %}` }, 'a, a'],
  ])('that renders %s is refused', (_what, partials, circle) => {
    const error = failure(() => render(`{% render 'a' %}`, partials))
    expect(error.code).toBe('template_invalid')
    expect(error.message).toContain(`render each other in a circle: ${circle}`)
  })

  it.each([
    [`one\n{% render 'nope' %}`, 'line 2, column 1: there is no partial "nope" in use'],
    [`{% render '/etc/passwd' %}`, 'there is no partial "/etc/passwd" in use'],
    [`{% render '../voice' %}`, 'there is no partial "../voice" in use'],
    [`{% render 'constructor' %}`, 'there is no partial "constructor" in use'],
    [`{% render '__proto__' %}`, 'there is no partial "__proto__" in use'],
    [`{% render topic %}`, 'a partial is named in quotes'],
    [`{% render %}`, 'a partial is named in quotes'],
    [`{% render 'voice' with topic %}`, 'a partial is given values by name'],
    [`{% render 'voice' for keywords as k %}`, 'a partial is given values by name'],
    [`{% render 'voice', season: %}`, 'a partial is given values by name'],
    [`{% render 'voice' | upcase %}`, 'a partial is given values by name'],
  ])('is refused before anything is rendered: %s', (template, message) => {
    const error = failure(() => render(template, { voice: 'calm' }))
    expect(error.code).toBe('template_invalid')
    expect(error.message).toContain(message)
  })

  it('that is wrong is told by its own line', () => {
    const error = failure(() => render(`\n\n{% render 'voice' %}`, { voice: 'fine\n{% nope %}' }))
    expect(error.message).toContain('The partial "voice", line 2, column 1, in the user part of the template "T"')
    expect(error.fields).toEqual([{ path: 'template', message: 'partial "voice", line 2: tag "nope" not found' }])
  })

  it('gives no way to what no template sees', () => {
    for (const given of [`__proto__: topic`, `constructor: topic`]) {
      const text = `{% render 'say', ${given} %}`
      expect(failure(() => render(text, { say: '{{ toString }}{{ constructor.name }}' })).code).toBe('unknown_variable')
    }
  })
})

describe('a template with partials that would take everything', () => {
  const many = (text: string) => text.repeat(Math.floor(49_000 / text.length))
  it.each([
    [
      'partials that render the next one again and again',
      {
        ...Object.fromEntries([1, 2, 3, 4].map((at) => [`p${at}`, many(`{% render 'p${at + 1}' %}`)])),
        p5: 'x',
      },
    ],
    ['partials in loops', { p1: `{% for i in (1..100000) %}{% render 'p2' %}{% endfor %}`, p2: '{{ brief }}' }],
    ['partials in loops that do nothing', { p1: `{% for i in (1..10000000) %}{% render 'p2' %}{% endfor %}`, p2: '' }],
    [
      'partials that hand on a doubled text',
      {
        p1: `{% assign a = brief | append: brief | append: brief %}{% render 'p2', a: a %}`,
        p2: `{% assign b = a %}{% for i in (1..60) %}{% capture b %}{{ a }}{{ b }}{% endcapture %}{% render 'p3', a: a %}{% endfor %}`,
        p3: '{{ a | append: a | append: a }}',
      },
    ],
    [
      'partials of more text than a template may have',
      Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [
          `p${at + 1}`,
          at === 0
            ? Array.from({ length: 8 }, (_, next) => `{% render 'p${next + 2}' %}`).join('')
            : 'x'.repeat(49_000),
        ]),
      ),
    ],
    [
      'partials that nest deeply',
      {
        p1: `${'{% if topic %}'.repeat(1500)}{% render 'p2' %}${'{% endif %}'.repeat(1500)}`,
        p2: '{% capture a %}'.repeat(3300),
      },
    ],
  ] as [string, Record<string, string>][])('ends with one clear error: %s', (_what, partials) => {
    const error = failure(() => render(`{% render 'p1' %}`, partials))
    expect(error.code).toBe('template_invalid')
    expect(error.message).toMatch(/it does too much|nested too deeply|grows too long|not closed|longer than 200000/)
  })
})

/** What a text comes to with these partials, by the rules alone; null where it is refused. */
function expand(text: string, partials: Record<string, string>, under: string[] = []): string | null {
  const parts = text.split(/\{% render '(\w+)' %\}/).map((part, at) => {
    if (at % 2 === 0) return part
    const found = partials[part]
    if (found === undefined || under.includes(part) || under.length === 5) return null
    return expand(found, partials, [...under, part])
  })
  return parts.includes(null) ? null : parts.join('')
}

describe('any template with any partials', () => {
  it('gives what the rules say, each time the same, or one of our errors', () => {
    const names = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']
    const word = fc.constantFrom('a', 'b', 'c ')
    const call = fc.constantFrom(...names, 'gone').map((name) => `{% render '${name}' %}`)
    const text = fc
      .array(fc.oneof({ weight: 2, arbitrary: word }, { weight: 1, arbitrary: call }), { maxLength: 4 })
      .map((parts) => parts.join(''))
    const partials = fc.record(Object.fromEntries(names.map((name) => [name, text])))
    let [made, refused] = [0, 0]
    fc.assert(
      fc.property(text, partials, (template, given) => {
        const expected = expand(template, given)
        const outcome = () => {
          try {
            return render(template, given).user
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== 'template_invalid') throw error
            return null
          }
        }
        expect(outcome()).toBe(expected?.trim() ?? null)
        expect(outcome()).toBe(expected?.trim() ?? null)
        if (expected === null) refused += 1
        else made += 1
      }),
      { numRuns: 200 },
    )
    expect(Math.min(made, refused)).toBeGreaterThan(20)
  })
})

describe('what was compiled', () => {
  it('is used until one of its partials is in use in another version', () => {
    const renderPrompt = createRenderer()
    const row = { template_id: id, version: 1, name: 'T', template: `{% render 'a' %}`, system_template: '' }
    const [a, b] = partialRows({ a: `one {% render 'b' %}`, b: 'one' }) as [PartialRow, PartialRow]
    const user = (...partials: PartialRow[]) => renderPrompt({ ...row, partials }, context).user
    expect(user(a, b)).toBe('one one')
    expect(user(a, { ...b, version: 2, template: 'two' })).toBe('one two')
    expect(user({ ...a, version: 2, template: `two {% render 'b' %}` }, b)).toBe('two one')
    expect(user(a, b)).toBe('one one')
    expect(failure(() => user(a)).message).toContain('there is no partial "b" in use')
  })
})
