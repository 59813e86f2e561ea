import type { TemplateRow } from '@hg/db'
import { expect, it } from 'vitest'
import { makePrompt } from './make-prompt.ts'
import { createRenderer } from './render.ts'

const clientId = '0190a6d8-0000-7000-8000-000000000001'

/** How often the facts of the client are asked for while this text becomes a prompt. */
async function lookUps(template: string, partial = ''): Promise<number> {
  let asked = 0
  const findFacts = async () => {
    asked += 1
    return { description: 'Since 1950' }
  }
  const row: TemplateRow = {
    ...{ template_id: template, version: 1, name: 'Test', client_id: clientId, client_name: 'Acme' },
    ...{ template, system_template: '', variables: {}, model_settings: {}, trim_order: [] },
    partials: partial === '' ? [] : [{ template_id: 'part', version: 1, name: 'part', template: partial }],
  }
  const ctx = { actor: { kind: 'client', id: clientId }, requestId: 'test', address: null } as const
  const request = { client_id: clientId, content_type: 'faq', topic: 'Fuses', strategy: {} } as const
  await makePrompt({ renderPrompt: createRenderer(), findFacts }, ctx, row, request)
  return asked
}

it.each([
  ['{{ topic }}: take no facts from it, today or on any other date', '', 0],
  ['{{ topic }}', '', 0],
  ['{{ client.facts.description }}', '', 1],
  ['{{ client["facts"].description }}', '', 1],
  ['{% if topic == "}}" and client.facts.description %}x{% endif %}', '', 1],
  ['{%- assign day = today -%}{{ day }}', '', 1],
  ["{% render 'part' %}", '{{ client.facts.description }}', 1],
  ["{% render 'part' %}", 'no facts', 0],
])(
  'the facts of a client are asked for only by a template that looks at them: %s',
  async (template, partial, times) => {
    expect(await lookUps(template, partial)).toBe(times)
  },
)
