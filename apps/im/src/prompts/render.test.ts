import type { GeneratePromptRequest } from '@hg/contracts'
import { AppError } from '@hg/runtime'
import { describe, expect, it } from 'vitest'
import { promptContext } from './context.ts'
import { createRenderer } from './render.ts'

const id = '0190a6d8-0000-7000-8000-000000000001'
const request: GeneratePromptRequest = {
  client_id: id,
  content_type: 'blog_post',
  topic: 'Panel upgrades',
  keywords: ['electrical panel', '200 amp service'],
  strategy: { content: { banned_phrases: ['game-changer'] } },
}

let version = 0

function render(template: string, changes: Partial<GeneratePromptRequest> = {}, system_template = ''): string {
  const row = { template_id: id, version: ++version, name: 'Test', template, system_template }
  return createRenderer()(row, promptContext({ ...request, ...changes }, { name: 'Acme' })).user
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

describe('rendering', () => {
  it('fills in the request, the client and the strategy', () => {
    expect(
      render(
        '{{ client.name }}: {{ topic }} ({{ keywords | join: ", " }}), never {{ content.never_use | join: "; " }}',
      ),
    ).toBe('Acme: Panel upgrades (electrical panel, 200 amp service), never game-changer')
  })

  it.each([
    ['a missing brief', '{% if brief %}brief{% else %}none{% endif %}', { brief: undefined }, 'none'],
    ['a blank brief', '{% if brief %}brief{% else %}none{% endif %}', { brief: ' \n\t ' }, 'none'],
    ['no keywords', '{% if keywords.size > 0 %}some{% else %}none{% endif %}', { keywords: [] }, 'none'],
    ['blank keywords', '{{ keywords.size }}', { keywords: [' ', '\u0000'] }, '0'],
    ['an absent voice', '[{{ brand.voice }}]', {}, '[]'],
    ['an empty strategy', '{{ content.word_count.min }}-{{ content.word_count.max }}', { strategy: {} }, '600-900'],
  ])('%s is empty, not an error', (_case, template, changes, expected) => {
    expect(render(template, changes)).toBe(expected)
  })

  it.each([
    ['output marks', '{{ client.name }}{{ 7 | times: 6 }}'],
    ['tags', '{% if true %}x{% endif %}{% raw %}'],
    ['an unclosed tag', '{% for'],
    ['an unclosed output', '{{'],
    ['a filter', '" | upcase }}'],
    ['a regular expression', '$& $1 \\1 (.*)+'],
    ['the name of an inherited property', 'constructor'],
    ['another one', '__proto__'],
  ])('a topic that holds %s stays what it is', (_case, topic) => {
    expect(render('[{{ topic }}]', { topic })).toBe(`[${topic}]`)
  })

  it('a template sees nothing but its own context', () => {
    const names = [
      'constructor',
      '__proto__',
      'toString',
      'process',
      'globalThis',
      'topic.constructor',
      'brand.__proto__',
    ]
    for (const name of names) expect(failure(() => render(`{{ ${name} }}`)).code, name).toBe('unknown_variable')
    expect(failure(() => render('{{ keywords["map"] }}')).code).toBe('unknown_variable')
  })

  it('keeps versions apart, and each one for good', () => {
    const renderer = createRenderer()
    const context = promptContext(request, { name: 'Acme' })
    const row = (v: number, template: string) => ({
      template_id: id,
      version: v,
      name: 'T',
      template,
      system_template: '',
    })
    expect(renderer(row(1, 'one'), context).user).toBe('one')
    expect(renderer(row(2, 'two'), context).user).toBe('two')
    expect(renderer(row(1, 'one'), context).user).toBe('one')
  })
})

describe('an unknown variable', () => {
  it.each([
    ['{{ nope }}', 'nope', 1],
    ['one\ntwo {{ topic }}\n{{ brand.voise }}', 'brand.voise', 3],
    ['{% if audience %}x{% endif %}', 'audience', 1],
    ['a\n{% for k in keyword %}{{ k }}{% endfor %}', 'keyword', 2],
    ['{{ keywords | join: separator }}', 'separator', 1],
    ['\n\n\n{{ content.word_count.minimum | plus: 1 }}', 'content.word_count.minimum', 4],
  ])('in %j is an error that names it and its line', (template, name, line) => {
    const error = failure(() => render(template))
    expect(error.code).toBe('unknown_variable')
    expect(error.message).toContain(`the variable "${name}" does not exist`)
    expect(error.message).toContain(`line ${line}`)
    expect(error.message).toContain('user part of the template "Test"')
    expect(error.fields).toEqual([{ path: 'template', message: `line ${line}: the variable "${name}" does not exist` }])
  })

  it('in the system part is found there', () => {
    const error = failure(() => render('fine', {}, 'fine\n{{ nope }}'))
    expect(error.fields[0]?.path).toBe('system_template')
    expect(error.message).toContain('system part')
  })
})

describe('a template that is wrong', () => {
  it.each([
    ['an unknown tag', 'a\n{% nope %}', 'tag "nope" not found', 2],
    ['an unclosed tag', 'a\n\n {% if topic %}', 'not closed', 3],
    ['an unclosed output', '{{ topic', 'not closed', 1],
    ['an unknown filter', '{{ topic | shout }}', 'undefined filter: shout', 1],
    ['a list printed as text', '\n{{ keywords }}', 'a list or a group cannot be printed', 2],
    ['a group printed as text', '{{ brand }}', 'a list or a group cannot be printed', 1],
    ['a division by zero', '{{ content.word_count.min | divided_by: 0 }}', 'divided by zero', 1],
    ['a filter that refuses', '{{ "%" | url_decode }}', 'malformed', 1],
  ])('by %s is refused with its line', (_case, template, reason, line) => {
    const error = failure(() => render(template))
    expect(error.code).toBe('template_invalid')
    expect(error.message).toContain(reason)
    expect(error.message).toMatch(new RegExp(`line ${line}, column \\d+`))
  })

  it.each(['{% include "x" %}', '{% layout "../x" %}', '{% block a %}{% endblock %}', '{% increment topic %}'])(
    'cannot reach outside itself: %s',
    (template) => {
      expect(failure(() => render(template)).message).toMatch(/tag "\w+" not found/)
    },
  )

  it.each(['{{ "now" | date: "%Y" }}', '{{ keywords | sample }}', '{{ keywords | where_exp: "k", topic }}'])(
    'cannot ask for what changes, nor read a value as an expression: %s',
    (template) => {
      expect(failure(() => render(template)).message).toContain('undefined filter')
    },
  )
})
