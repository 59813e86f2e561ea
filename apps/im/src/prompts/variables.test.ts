import type { PromptVariables } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { value } from '../test/hostile-requests.ts'
import { cleanLine } from './clean-text.ts'
import { type ContextSource, promptContext } from './context.ts'
import { type MakingDeps, makePrompt } from './make-prompt.ts'
import { createRenderer } from './render.ts'
import { readVariables } from './variables.ts'

const id = '0190a6d8-0000-7000-8000-000000000001'
const declared: PromptVariables = {
  type: 'object',
  properties: {
    season: { type: 'string', enum: ['spring', 'winter'] },
    tone_of_day: { type: 'string', maxLength: 20 },
    rooms: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
    price: { type: 'number' },
    is_urgent: { type: 'boolean' },
    places: { type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 2 },
  },
  required: ['season'],
}

describe('the variables that a template sees', () => {
  it('are the values that were given, cleaned to single lines, their defaults, and else nothing', () => {
    const given = { season: 'winter', tone_of_day: ' so\nvery   calm ', places: ['Kent\t', '<<<'] }
    expect(readVariables(declared, given)).toEqual({
      vars: {
        ...{ season: 'winter', tone_of_day: 'so very calm', rooms: 3, price: null, is_urgent: null },
        places: ['Kent', '<<'],
      },
      faults: [],
    })
    expect(readVariables(declared).vars['places']).toEqual([])
  })
})

const row = {
  ...{ template_id: id, version: 4, name: 'Seasonal', client_id: id, client_name: 'Acme', partials: [] },
  ...{ variables: declared, model_settings: {}, trim_order: [] as string[], system_template: '' },
}
const ctx = { actor: { kind: 'client' as const, id }, requestId: 'test', address: null }
const piece = { client_id: id, content_type: 'faq' as const, topic: 'Heating', strategy: {} }
const deps = (facts: ContextSource['facts'] = {}): MakingDeps => ({
  renderPrompt: createRenderer(),
  findFacts: () => Promise.resolve(facts),
})

describe('a prompt whose variables are wrong', () => {
  it('is refused with their names, and the lines that want them', async () => {
    const template = 'Write.\n\n{% if vars.is_urgent %}Now!{% endif %}\nSeason: {{ vars.season }}'
    const refused = makePrompt(deps(), ctx, { ...row, template }, { ...piece, variables: { is_urgent: 'maybe', x: 1 } })
    const error = await refused.then(
      () => null,
      (caught: unknown) => caught as AppError,
    )
    expect(error).toBeInstanceOf(AppError)
    expect(error?.code).toBe('variables_invalid')
    expect(error?.message).toBe(
      'The template "Seasonal" (version 4) cannot be rendered: the variable "season" (user part, line 4) is required: give one of ' +
        'spring, winter; the variable "is_urgent" (user part, line 3) must be true or false; the variable "x" is no variable of ' +
        'the template, which takes is_urgent, places, price, rooms, season, tone_of_day.',
    )
    expect(error?.fields.map(({ path }) => path)).toEqual(['variables.season', 'variables.is_urgent', 'variables.x'])
  })

  it('is refused as any unknown name is, where the template names one that it never declared', async () => {
    const template = { ...row, template: 'a\n{{ vars.sesson }}' }
    await expect(
      makePrompt(deps(), ctx, template, { ...piece, variables: { season: 'winter' } }),
    ).rejects.toMatchObject({
      code: 'unknown_variable',
      fields: [{ path: 'template', message: 'line 2: the variable "vars.sesson" does not exist' }],
    })
  })

  it('may leave out one that is not required, where its order says so, and never a required one', async () => {
    const template = {
      ...row,
      template: '{{ vars.season }} {{ vars.tone_of_day }}{% for p in vars.places %} {{ p }}{% endfor %}',
    }
    const variables = { season: 'winter', tone_of_day: 'so very calm today', places: ['Kent', 'Ravenna'] }
    const trim_order = ['vars.season', 'vars.tone_of_day', 'vars.places']
    const settings = { token_budget: 1 }
    const made = await makePrompt(
      deps(),
      ctx,
      { ...template, trim_order, model_settings: settings },
      { ...piece, variables },
    )
    expect(made.prompt.user).toBe('winter')
    expect(made.optimizations.map(({ path }) => path)).toEqual(['vars.tone_of_day', 'vars.places'])
  })
})

describe('values of variables and facts', () => {
  const template =
    'Season: {{ vars.season }}\nTone: {{ vars.tone }}\n{% for place in vars.places %}- {{ place }}\n{% endfor %}' +
    '{% if client.facts.industry %}Industry: {{ client.facts.industry }}\n{% endif %}About: {{ client.facts.description }}\n' +
    'Offers: {{ client.facts.offers | join: "; " }}\n{% for fact in client.facts.custom %}Fact: {{ fact.name }}: {{ fact.value }}\n{% endfor %}' +
    'Notes: {{ client.facts.notes }}\nRules\n- Be kind to all.'
  const variables: PromptVariables = {
    properties: {
      season: { type: 'string' },
      tone: { type: 'string' },
      places: { type: 'array', items: { type: 'string' } },
    },
  }
  const renderWith = async (one: () => string) => {
    const given = { season: one(), tone: one(), places: [one()] }
    const facts = { industry: one(), description: one(), offers: [one()], notes: one(), custom: { [one()]: one() } }
    const made = await makePrompt(deps(facts), ctx, { ...row, variables, template }, { ...piece, variables: given })
    return { given, lines: made.prompt.user.split('\n') }
  }

  it('stay on their own line, whatever they are', async () => {
    const labels = (lines: string[]) => lines.map((line) => /^([A-Z]\w*(?:: )?|- )/.exec(line)?.[1] ?? line)
    const model = labels((await renderWith(() => 'plain')).lines)
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const { given, lines } = await renderWith(() => gen(() => value))
        expect(labels(lines)).toEqual(model)
        expect(lines[0]).toBe(`Season: ${cleanLine(given.season)}`)
        expect(lines.at(-1)).toBe('- Be kind to all.')
      }),
      { numRuns: 150 },
    )
  })
})

describe('what is known of the client and of the day', () => {
  it('is there in every form that templates can print', () => {
    const facts = {
      industry: 'Electricians',
      founded: 1987,
      timezone: 'America/New_York',
      phones: [{ number: '+1 513 555 0100', label: 'office' }, { number: '+1 513 555 0199' }],
      addresses: [{ street: '1 Main St', city: 'Cincinnati', region: 'OH', postal_code: '45202', country: 'US' }],
      social: { x: 'https://x.com/acme' },
      custom: { Motto: 'Light\nfor all' },
    }
    const context = promptContext({ ...piece, requested_at: '2026-11-26T03:30:00.000Z' }, { name: 'Acme', facts })
    expect(context.client).toEqual({
      name: 'Acme',
      facts: {
        ...{
          industry: 'Electricians',
          legal_name: null,
          description: null,
          audience: null,
          offers: [],
          service_area: [],
        },
        ...{ headquarters: null, founded: 1987, website: null, hours: null, emails: [], credentials: [], notes: null },
        phones: ['+1 513 555 0100 (office)', '+1 513 555 0199'],
        addresses: ['1 Main St, Cincinnati, OH 45202, US'],
        social: [{ network: 'x', url: 'https://x.com/acme' }],
        custom: [{ name: 'Motto', value: 'Light for all' }],
      },
    })
    // Still the evening before, where the client is.
    expect([context.today, context.date]).toEqual([
      '2026-11-25',
      { year: 2026, month: 'November', day: 25, weekday: 'Wednesday', long: 'November 25, 2026' },
    ])
  })

  it('is the day in UTC where nobody said where the client is, or where that is no place', () => {
    for (const timezone of [undefined, 'Nowhere/Else'])
      expect(
        promptContext({ ...piece, requested_at: '2026-01-31T23:59:00.000Z' }, { name: 'A', facts: { timezone } }).today,
      ).toBe('2026-01-31')
  })
})
