import { contentType, type GeneratePromptRequest, trimmableContext } from '@hg/contracts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type HouseTemplate,
  nothing,
  plain,
  readHouseTemplates,
  requestWith,
  value,
  values,
} from '../../test/hostile-requests.ts'
import { cleanLine } from '../clean-text.ts'
import { promptContext } from '../context.ts'
import { createRenderer } from '../render.ts'
import { rewritePart } from '../rewrite.ts'
import { countTokens } from '../tokens.ts'
import { optimisePrompt, type OptimiseOptions } from './optimise-prompt.ts'

let templates: HouseTemplate[]
const renderPrompt = createRenderer()

beforeAll(async () => {
  templates = await readHouseTemplates()
})

type Settings = Pick<OptimiseOptions, 'budget' | 'trimOrder' | 'tail'>

function optimise(template: HouseTemplate, request: GeneratePromptRequest, settings: Settings = {}) {
  const context = promptContext(request, { name: 'Acme' })
  return optimisePrompt({ render: (trimmed) => renderPrompt(template, trimmed), context, ...settings })
}

let version = 0
const templateOf = (template: string, system_template = ''): HouseTemplate => ({
  template_id: '0190a6d8-0000-7000-8000-000000000001',
  version: ++version,
  name: 'Test',
  template,
  system_template,
})

const sentences = Array.from({ length: 40 }, (_, index) => `This is sentence ${index} of the sample.`)
const rich: GeneratePromptRequest = {
  client_id: '0190a6d8-0000-7000-8000-000000000001',
  content_type: 'blog_post',
  topic: 'Panel upgrades',
  keywords: ['electrical panel'],
  brief: 'For owners of old houses.',
  strategy: {
    brand: {
      sample: sentences.join(' '),
      persona: 'A worried owner of a house of 1920.',
      voice: 'A patient electrician.',
      value_propositions: ['On time', 'Tidy', 'Licensed'],
    },
    seo: {
      internal_links: Array.from({ length: 20 }, (_, index) => ({ url: `https://example.com/page-${index}` })),
    },
    content: {
      must_include: ['licensed'],
      banned_phrases: ['cheap'],
      required_disclaimers: ['Results vary.'],
      term_map: { fuse: 'breaker' },
      structure: ['Signs', 'Cost'],
    },
  },
}
/** What no prompt of the house may lose. */
const required = [
  'Topic: Panel upgrades',
  'Keywords: electrical panel',
  '> For owners of old houses.',
  'Sections: Signs | Cost',
  'Must include: licensed',
  'Never use: cheap',
  'Disclaimer: Results vary.',
  '- write "breaker", not "fuse"',
  'Word count: 600-900',
]

const house = () => templates[0] as HouseTemplate
const whole = () => optimise(house(), rich)

describe('a prompt with a budget', () => {
  it('loses nothing while it fits', () => {
    const { tokens } = whole()
    expect(optimise(house(), rich, { budget: tokens })).toEqual(whole())
  })

  it('loses the least important context first, and of it only as much as it must', () => {
    const { tokens } = whole()
    const fitted = optimise(house(), rich, { budget: tokens - 100 })
    expect(fitted.optimizations).toEqual([
      {
        kind: 'context_shortened',
        path: 'brand.sample',
        what: expect.stringMatching(/^Writing sample: \d+ of 40 sentences kept$/) as string,
        tokens_saved: tokens - fitted.tokens,
      },
    ])
    expect(fitted.tokens).toBeLessThanOrEqual(tokens - 100)
    expect(fitted.tokens).toBeGreaterThan(tokens - 115)
    expect(fitted.system).toContain('> This is sentence 0 of the sample.')
    expect(fitted.system).not.toContain('sentence 39')
  })

  it('is rendered anew, so that the words around what went go too', () => {
    const fitted = optimise(house(), rich, { budget: whole().tokens - 500 })
    expect(fitted.system).not.toContain('A sample of the brand')
    expect(fitted.optimizations.map(({ path }) => path)).toEqual([
      'brand.sample',
      'brand.persona',
      'brand.value_propositions',
      'seo.internal_links',
    ])
    expect(fitted.user).toContain('Link: [https://example.com/page-0](https://example.com/page-0)')
  })

  it('that leaves no room for what is required has that and nothing else, and says so', () => {
    const fitted = optimise(house(), rich, { budget: 200 })
    for (const line of required) expect(`${fitted.system}\n${fitted.user}`).toContain(line)
    expect(fitted.optimizations.at(-1)).toEqual({
      kind: 'budget_not_met',
      what: `The prompt has ${fitted.tokens} tokens without anything that may be left out; its budget is 200.`,
      tokens_saved: 0,
    })
    expect(fitted.system).not.toContain('A patient electrician')
    expect(fitted.user.match(/^Link: /gm)).toHaveLength(1)
  })

  it('counts an earlier text that it is to write anew, and keeps it whole', () => {
    const tail = rewritePart({ instructions: 'Shorter.', title: 'T', meta_description: null, content: 'One. Two.' })
    const fitted = optimise(house(), rich, { tail, budget: whole().tokens })
    expect(fitted.tokens).toBe(countTokens(fitted.system) + countTokens(fitted.user))
    expect(fitted.tokens).toBeLessThanOrEqual(whole().tokens)
    expect(fitted.user.endsWith(`\n\n${tail}`)).toBe(true)
    expect(fitted.optimizations[0]).toMatchObject({ path: 'brand.sample' })
  })

  it('follows the template’s own order, and leaves out nothing else', () => {
    const trimOrder = ['brand.voice', 'brand.value_propositions']
    const fitted = optimise(house(), rich, { budget: 200, trimOrder })
    expect(fitted.optimizations.map(({ path, kind }) => path ?? kind)).toEqual([...trimOrder, 'budget_not_met'])
    expect(fitted.system).toContain('sentence 39')
  })

  it('never loses what an order must not name', () => {
    const trimOrder = ['topic', 'keywords', 'brief', 'content.must_include', 'content.structure', 'constructor', '']
    expect(optimise(house(), rich, { budget: 200, trimOrder }).optimizations.map(({ kind }) => kind)).toEqual([
      'budget_not_met',
    ])
  })

  it('keeps what the template cannot do without', () => {
    const template = templateOf('{{ topic }} {{ brand.value_propositions[0] }} {{ brand.sample }}')
    const fitted = optimise(template, rich, { budget: 200, trimOrder: ['brand.value_propositions', 'brand.sample'] })
    expect(fitted.user).toContain('On time')
    expect(fitted.optimizations.map(({ path }) => path)).toEqual(['brand.sample'])
  })

  it('is given up when its template takes too long to be rendered again and again', () => {
    const context = promptContext(rich, { name: 'Acme' })
    let renderings = 0
    const render = () => {
      renderings++
      const began = process.threadCpuUsage()
      let spentUs = 0
      while (spentUs < 150_000) {
        const { user, system } = process.threadCpuUsage(began)
        spentUs = user + system
      }
      return renderPrompt(house(), context)
    }
    expect(() => optimisePrompt({ render, context, budget: 200 })).toThrow(
      expect.objectContaining({ code: 'template_invalid', message: expect.stringContaining('too long') as string }),
    )
    expect(renderings).toBe(3)
  })
})

describe('a prompt that is long and strange', () => {
  // The time of a test is vitest's own limit here: read again from every place, these would take minutes.
  it.each([
    ...[
      '\n',
      '\n \n',
      ' ',
      '     \n',
      ' \t',
      'a\n',
      'A\n- b c d.\n',
      '- a\n',
      '\n    x\n\n',
      '```\n',
      '<<<A\n',
      '| a. ',
    ],
    ...['Rules:\n- Be kind now.\n', 'Be kind to all.\n', 'a. ', '`a  '],
  ])('is folded, merged and given up soon: %j', (unit) => {
    const text = `x${unit.repeat(Math.floor(49_000 / unit.length))}y`
    const context = promptContext(rich, { name: 'Acme' })
    const render = () => ({ system: text, user: text, values: { system: [], user: [] }, partials: [] })
    try {
      const { tokens, optimizations } = optimisePrompt({ render, context, budget: 100 })
      const saved = optimizations.reduce((sum, { tokens_saved }) => sum + tokens_saved, 0)
      expect(tokens + saved).toBe(countTokens(text) * 2)
    } catch (error) {
      expect(error).toMatchObject({ code: 'template_invalid' })
    }
  })
})

describe('a prompt without a budget', () => {
  it('is folded and its duplicates are merged, and tells what that saved', () => {
    const template = templateOf(
      'Write about {{ topic }}.\n\n\n\n{% if brand.tone %}Tone{% endif %}\n\nNever invent prices,   quotations or sources.',
      'Never invent prices, quotations or sources.',
    )
    const { user, tokens, optimizations } = optimise(template, rich)
    expect(user).toBe('Write about Panel upgrades.')
    expect(optimizations.map(({ kind }) => kind)).toEqual(['white_space_folded', 'duplicates_merged'])
    const raw = renderPrompt(template, promptContext(rich, { name: 'Acme' }))
    const saved = optimizations.reduce((sum, { tokens_saved }) => sum + tokens_saved, 0)
    expect(countTokens(raw.system) + countTokens(raw.user) - saved).toBe(tokens)
  })

  it('is exactly what the house’s templates write', () => {
    for (const template of templates) {
      const { system, user } = renderPrompt(template, promptContext(rich, { name: 'Acme' }))
      expect(optimise(template, rich)).toMatchObject({ system, user, optimizations: [] })
    }
  })
})

/** A prompt without its values: labels, the marks of list items and of quoted lines, all other lines whole. */
function skeleton(prompt: string): string[] {
  return prompt.split('\n').map((line) => {
    if (line.startsWith('>')) return '>'
    if (line.startsWith('- ')) return '-'
    return /^([A-Z][A-Za-z ]*): /.exec(line)?.[1] ?? line
  })
}

describe('whatever the values and the budget', () => {
  const shapes = fc.record({
    brief: fc.boolean(),
    keywords: fc.boolean(),
    strategy: fc.boolean(),
    template: fc.boolean(),
  })
  const budgets = fc.integer({ min: 200, max: 2500 })
  const orders = fc.oneof(
    fc.constant([]),
    fc.shuffledSubarray([...trimmableContext.map(({ path }) => path), 'topic', 'content.never_use']),
  )

  it('a prompt loses nothing that is required, grows never, is the same again, and fits or says that it cannot', () => {
    fc.assert(
      fc.property(
        ...([fc.constantFrom(...contentType.options), shapes, budgets, orders, fc.gen(), fc.nat()] as const),
        (type, present, budget, trimOrder, gen, which) => {
          const template = templates[which % templates.length] as HouseTemplate
          const request = requestWith(type, present, { one: () => gen(() => value), many: () => gen(() => values) })
          const context = promptContext(request, { name: 'Acme' })
          const raw = renderPrompt(template, context)
          const given = { render: (trimmed: typeof context) => renderPrompt(template, trimmed), context }
          const fitted = optimisePrompt({ ...given, budget, trimOrder })
          const before = countTokens(raw.system) + countTokens(raw.user)
          const saved = fitted.optimizations.reduce((sum, { tokens_saved }) => sum + tokens_saved, 0)

          expect(fitted.tokens).toBe(countTokens(fitted.system) + countTokens(fitted.user))
          expect(fitted.tokens).toBe(before - saved)
          expect(fitted.optimizations.filter(({ tokens_saved }) => tokens_saved === 0).map(({ kind }) => kind)).toEqual(
            fitted.tokens > budget ? ['budget_not_met'] : [],
          )
          expect(optimisePrompt({ ...given, budget, trimOrder })).toEqual(fitted)

          const { content, content_template } = context
          const lines = fitted.user.split('\n')
          expect(lines).toContain(`Topic: ${cleanLine(request.topic)}`)
          for (const line of raw.user.split('\n'))
            if (
              /^(Keywords|Sections|Must include|Never use|Disclaimer|Word count|Language|Call to action): /.test(line)
            )
              expect(lines).toContain(line)
          for (const { heading, required } of content_template.sections)
            expect(
              lines.some((line) => line.startsWith(`- "${heading}"${required ? ', a heading to keep' : ''}`)),
            ).toBe(true)
          for (const { from, to } of content.term_map) expect(fitted.system).toContain(`- write "${to}", not "${from}"`)
          if (context.brief !== null) expect(fitted.user).toContain(`<<<BRIEF\n${context.brief}\nBRIEF>>>`)
        },
      ),
      { numRuns: 80 },
    )
  })

  it('a prompt keeps the structure that plain words give it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contentType.options), shapes, fc.gen(), (type, present, gen) => {
        const hostile = { one: () => gen(() => value), many: () => gen(() => values) }
        for (const template of templates) {
          const given = optimise(template, requestWith(type, present, hostile), { budget: 200 })
          const model = optimise(template, requestWith(type, present, plain), { budget: 200 })
          const runs = (lines: string[]) => lines.filter((line, index) => line !== lines[index - 1])
          // Of what may go, a short value can be worth less than nothing: then it stays.
          const kept = (prompt: typeof given) => new Set(prompt.optimizations.map(({ path }) => path))
          fc.pre([...kept(model)].every((path) => kept(given).has(path)) && kept(model).size === kept(given).size)
          expect(runs(skeleton(given.user))).toEqual(runs(skeleton(model.user)))
          expect(runs(skeleton(given.system))).toEqual(runs(skeleton(model.system)))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('an empty strategy leaves nothing to trim', () => {
    const { optimizations } = optimise(house(), requestWith('faq', nothing, plain), { budget: 200 })
    expect(optimizations.map(({ kind }) => kind)).toEqual(['budget_not_met'])
  })
})
