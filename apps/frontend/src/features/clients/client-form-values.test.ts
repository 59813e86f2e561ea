import { clientFacts, type ClientFacts } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { clientForm, toClientForm, toClientUpdate } from './client-form-values.ts'

const details = (facts: ClientFacts) => ({ name: 'Acme', slug: 'acme', facts })

describe('a client’s form', () => {
  it.each<[string, ClientFacts]>([
    ['nothing', {}],
    [
      'all kinds of facts',
      {
        industry: 'Paving',
        offers: ['lots'],
        founded: 1990,
        phones: [{ number: '+1 513 555 0100' }],
        addresses: [{ city: 'Columbus' }],
        social: { x: 'https://x.example/acme' },
        custom: { Season: 'April', Motto: 'Dry feet' },
      },
    ],
  ])('gives back what it began with: %s', (_, facts) => {
    const form = toClientForm(details(facts))
    expect(clientForm.parse(form)).toEqual(form)
    expect(toClientUpdate(form, 3)).toEqual({ base_version: 3, name: 'Acme', slug: 'acme', facts })
  })

  it('leaves out what was emptied', () => {
    const form = toClientForm(details({}))
    const emptied = { ...form.facts, offers: [], social: { x: undefined }, industry: undefined }
    expect(toClientUpdate({ ...form, facts: emptied }, 1).facts).toEqual({})
  })

  it('knows every fact of the contract', () => {
    expect(Object.keys(clientForm.shape.facts.shape).sort()).toEqual(Object.keys(clientFacts.shape).sort())
  })

  it('takes each name of one’s own facts once', () => {
    const row = { name: 'Season', value: 'April' }
    const form = { ...toClientForm(details({})), facts: { custom: [row, row] } }
    expect(clientForm.safeParse(form).error?.issues[0]?.path).toEqual(['facts', 'custom'])
  })
})
