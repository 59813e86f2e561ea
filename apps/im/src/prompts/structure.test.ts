import { contentType } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type HouseTemplate,
  nothing,
  piece,
  plain,
  readHouseTemplates,
  requestWith,
  value,
  values,
} from '../test/hostile-requests.ts'
import { cleanLine } from './clean-text.ts'
import { promptContext } from './context.ts'
import { createRenderer } from './render.ts'
import { rewritePart } from './rewrite.ts'

let templates: HouseTemplate[]

beforeAll(async () => {
  templates = await readHouseTemplates()
})

/** A prompt without its values: labels, the marks of list items and quoted lines (runs as one), all other lines whole. */
function skeleton(prompt: string): string[] {
  const lines = prompt.split('\n').map((line) => {
    if (line.startsWith('>')) return '>'
    if (line.startsWith('- ')) return '-'
    return /^([A-Z][A-Za-z ]*): /.exec(line)?.[1] ?? line
  })
  return lines.filter((line, index) => line !== lines[index - 1])
}

describe('the prompts of the house', () => {
  it('keep their structure whatever the values are', () => {
    const shapes = fc.record({
      ...{ brief: fc.boolean(), keywords: fc.boolean(), strategy: fc.boolean(), template: fc.boolean() },
    })
    const renderPrompt = createRenderer()
    fc.assert(
      fc.property(fc.constantFrom(...contentType.options), shapes, fc.gen(), (type, present, gen) => {
        const hostile = { one: () => gen(() => value), many: () => gen(() => values) }
        const given = requestWith(type, present, hostile)
        for (const template of templates) {
          const prompt = renderPrompt(template, promptContext(given, { name: hostile.one() }))
          const model = renderPrompt(template, promptContext(requestWith(type, present, plain), { name: 'plain' }))
          expect(skeleton(prompt.user)).toEqual(skeleton(model.user))
          expect(skeleton(prompt.system)).toEqual(skeleton(model.system))
          expect(prompt.user.split('\n')).toContain(`Topic: ${cleanLine(given.topic)}`)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keep the place of an earlier text and of wishes for a new one, whatever they are', () => {
    const values = fc.record({ content: value, instructions: value, title: value, meta_description: value })
    const lines = rewritePart({ content: 'a', instructions: 'b', title: 'c', meta_description: 'd' }).split('\n')
    const rules = lines.filter((line) => !line.startsWith('>'))
    fc.assert(
      fc.property(values, (rewrite) => {
        const written = rewritePart(rewrite).split('\n')
        expect(written.filter((line) => !line.startsWith('>'))).toEqual(rules)
        // Each block once, in order, with nothing but quoted lines inside.
        const marks = written.flatMap((line, index) => (/<<<|>>>/.test(line) ? [[line, index] as const] : []))
        expect(marks.map(([line]) => line)).toEqual(['<<<EARLIER', 'EARLIER>>>', '<<<WISHES', 'WISHES>>>'])
        for (const [open, close] of [
          [marks[0], marks[1]],
          [marks[2], marks[3]],
        ])
          expect(written.slice((open?.[1] ?? 0) + 1, close?.[1]).every((line) => line.startsWith('>'))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('name what the brief asks for on lines of their own', () => {
    const request = requestWith(
      'blog_post',
      { brief: true, keywords: true, strategy: true, template: true },
      {
        one: () => 'one thing',
        many: () => ['first', 'second'],
      },
    )
    for (const template of templates) {
      const { system, user } = createRenderer()(template, promptContext(request, { name: 'Acme' }))
      expect(user.split('\n')).toEqual(
        expect.arrayContaining([
          'Client: Acme',
          'Content type: blog_post',
          'Topic: one thing',
          'Keywords: first, second',
          'Sections: first | second',
          'About the sections:',
          '- "first", a heading to keep word for word, about 50 words: one thing',
          '- "second", about 50 words: one thing',
          'This piece is for: one thing',
          'The sound of this piece: one thing',
          'Word count: 600-900',
          'Call to action: one thing',
          'Must include: first; second',
          'Never use: first; second',
          'Disclaimer: first',
          '<<<BRIEF',
          '> one thing',
          'BRIEF>>>',
        ]),
      )
      expect(system).toContain('`# Title`')
      expect(system).toContain('`Meta description: ...`')
      expect(system).toContain('Voice: one thing')
      expect(`${system}\n${user}`).not.toMatch(/\n\n\n|[ \t]\n|\{\{|\{%/)
    }
  })

  it('part keywords by semicolons where one of them has a comma', () => {
    const keywordsOf = (keywords: string[]) => {
      const request = { ...requestWith('article', nothing, plain), keywords }
      const { user } = createRenderer()(templates[0] as HouseTemplate, promptContext(request, { name: 'Acme' }))
      return user.split('\n').find((line) => line.startsWith('Keywords: '))
    }
    expect(keywordsOf(['paving', 'sealcoating'])).toBe('Keywords: paving, sealcoating')
    expect(keywordsOf(['paving', 'Columbus, OH paving'])).toBe('Keywords: paving; Columbus, OH paving')
  })
})

describe('any template with any values', () => {
  it('gives a prompt or one of our two errors', () => {
    const fragment = fc.constantFrom(
      ...['{{ topic }}', '{{ brand.voice | upcase }}', '{{ nope }}', '{{ keywords | join: "," }}', '{{ keywords }}'],
      ...[
        '{% if brief %}',
        '{% else %}',
        '{% endif %}',
        '{% for k in keywords %}',
        '{{ k }}',
        '{% endfor %}',
        '{% break %}',
      ],
      ...['{% assign a = topic | split: "" %}', '{{ a | last }}', '{% capture b %}', '{% endcapture %}', '{% raw %}'],
      ...['{{ topic | truncate: a }}', '{{ seo.headings.min_h2 | divided_by: 0 }}', '{% case topic %}', '{% when 1 %}'],
      ...[
        '{% liquid echo topic',
        '%}',
        '{{ "',
        '| where: topic, topic }}',
        '{{ keywords[topic] }}',
        '{% cycle 1, topic %}',
      ],
    )
    const template = fc.array(fc.oneof(fragment, piece), { maxLength: 12 }).map((parts) => parts.join(''))
    const renderPrompt = createRenderer()
    fc.assert(
      fc.property(template, fc.gen(), (text, gen) => {
        const row = { template_id: text, version: 1, name: 'Any', template: text, system_template: '' }
        const fill = { one: () => gen(() => value), many: () => gen(() => values) }
        const request = requestWith('article', { ...nothing, brief: true, keywords: true }, fill)
        try {
          expect(typeof renderPrompt(row, promptContext(request, { name: 'x' })).user).toBe('string')
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          expect(['unknown_variable', 'template_invalid']).toContain(error.code)
          expect(error.message).not.toMatch(/undefined$|\[object/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('two pieces of one client and type', () => {
  it('have prompts that are the same up to what the pieces are about, which providers then cache', () => {
    const { one, many } = { one: () => 'one thing', many: () => ['first', 'second'] }
    const request = requestWith(
      'blog_post',
      { brief: true, keywords: true, strategy: true, template: true },
      { one, many },
    )
    for (const template of templates) {
      const of = (topic: string) =>
        createRenderer()(
          template,
          promptContext({ ...request, topic, keywords: [topic], brief: topic }, { name: 'Acme' }),
        )
      const [first, second] = [of('Panels'), of('Outlets')]
      expect(first.system).toBe(second.system)
      const [common = '', rest = ''] = first.user.split('Topic: Panels')
      expect(second.user.startsWith(common)).toBe(true)
      expect(rest.trimEnd().split('\n')).toEqual([
        ...['', 'Keywords: Panels', ''],
        expect.stringMatching(/^The brief stands/) as string,
        ...['<<<BRIEF', '> Panels', 'BRIEF>>>', ''],
        expect.stringMatching(/^Now write/) as string,
      ])
    }
  })
})
