import { AppError } from '@hg/runtime'
import { describe, expect, it } from 'vitest'
import { promptContext } from './context.ts'
import { createRenderer } from './render.ts'

const id = '0190a6d8-0000-7000-8000-000000000001'
const context = promptContext(
  { client_id: id, content_type: 'article', topic: 'x', brief: 'lorem '.repeat(3000), strategy: {} },
  { name: 'Acme' },
)

const sixteen = '{% assign a = "xxxxxxxxxxxxxxxx" %}'
const nested = (depth: number, body: string) =>
  '{% for i in (1..1000) %}'.repeat(depth) + body + '{% endfor %}'.repeat(depth)

/** Templates that would take the memory or the time of the whole service. */
const hostile: [what: string, template: string][] = [
  ['loops in loops', nested(4, '{{ topic }}')],
  ['loops in loops that do nothing', nested(4, '')],
  ['a loop over a huge range', '{% for i in (1..1000000000000) %}x{% endfor %}'],
  ['doubling by capture', `${sixteen}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}`],
  ['doubling by append', `${sixteen}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}`],
  [
    'doubling by replacing',
    '{% assign a = brief %}{% for i in (1..9) %}{% assign a = a | replace: "o", a %}{% endfor %}',
  ],
  [
    'doubling a list',
    '{% assign a = "a,b" | split: "," %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}',
  ],
  ['a long text again and again', `{% for i in (1..900000) %}${'y'.repeat(40_000)}{% endfor %}`],
  ['a filter on a long text again and again', '{% for i in (1..100000) %}{{ brief | slugify | size }}{% endfor %}'],
  ['a comparison of long texts again and again', nested(3, '{% if brief contains "zzz" %}{% endif %}')],
  [
    'padding without end',
    '{{ "x" | truncate: 5 | append: brief | split: "" | join: brief | split: "" | join: brief }}',
  ],
  ['deep nesting', '{% if topic %}'.repeat(2000) + '{% endif %}'.repeat(2000)],
  ['deep nesting that is never closed', '{% capture a %}'.repeat(3300)],
  ['opening marks', '{{'.repeat(25_000)],
  ['opening tags', '{%'.repeat(25_000)],
  ['opening comments', '{% comment %}'.repeat(3800)],
  ['too much text', 'x'.repeat(50_001)],
]

describe('a template that would take everything', () => {
  // The time of a test is vitest's own limit here: a template that gets past ours would run for minutes.
  it.each(hostile)('ends with one clear error: %s', (_what, template) => {
    const row = { template_id: id, version: 1, name: 'Hostile', template, system_template: '' }
    let caught: unknown
    try {
      createRenderer()(row, context)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(AppError)
    expect((caught as AppError).code).toBe('template_invalid')
    expect((caught as AppError).message).toMatch(
      /it does too much|nested too deeply|grows too long|not closed|longer than 50000/,
    )
  })

  it('is told from one that had to wait, as on a busy machine', () => {
    const busy = {
      get name() {
        // Longer than the limit, without any work.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
        return 'Acme'
      },
    }
    const template = '{{ client.name }} {{ topic }}'
    const row = { template_id: id, version: 1, name: 'Innocent', template, system_template: '' }
    expect(
      createRenderer()(row, {
        ...context,
        client: {
          facts: context.client.facts,
          get name() {
            return busy.name
          },
        },
      }).user,
    ).toBe('Acme x')
  })

  it('is quoted only in part', () => {
    const template = `{{ keywords${'[topic'.repeat(3000)}${']'.repeat(3000)} }}{{ ${'x'.repeat(9000)} }}`
    const row = { template_id: id, version: 1, name: 'Hostile', template, system_template: '' }
    try {
      createRenderer()(row, context)
      expect.unreachable()
    } catch (error) {
      expect((error as AppError).code).toBe('unknown_variable')
      expect((error as AppError).message.length).toBeLessThan(300)
    }
  })

  it('leaves the next one unharmed', () => {
    const renderPrompt = createRenderer()
    const row = (template: string) => ({ template_id: template, version: 1, name: 'T', template, system_template: '' })
    for (const [, template] of hostile)
      expect(() => renderPrompt(row(template.slice(0, 60_000)), context)).toThrow(AppError)
    expect(renderPrompt(row('{{ topic }}'), context).user).toBe('x')
  })
})
