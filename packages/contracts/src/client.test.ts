import { describe, expect, it } from 'vitest'
import {
  clientAddress,
  clientCreate,
  clientFacts,
  clientSlug,
  maxCustomFacts,
  maxSlugLength,
  suggestSlug,
} from './index.ts'

/** The dotted paths that facts are refused for. */
function refused(facts: unknown): string[] {
  const parsed = clientFacts.safeParse(facts)
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'))
}

describe('a client’s facts', () => {
  it('may be none, and all of them', () => {
    expect(clientFacts.parse({})).toEqual({})
    const all = {
      industry: 'Asphalt paving',
      legal_name: 'Ohio Paving LLC',
      description: 'Two crews.\nOne plant.',
      audience: 'Owners of plazas',
      offers: ['parking lots'],
      service_area: ['Columbus, OH'],
      headquarters: 'Columbus',
      founded: 1996,
      website: 'https://ohio-paving.example/about',
      locale: 'en-US',
      timezone: 'America/New_York',
      hours: 'Mon to Fri',
      phones: [{ label: 'Office', number: '+1 (614) 555-0100' }],
      emails: ['office@ohio-paving.example'],
      addresses: [{ street: '1 Road', city: 'Columbus', region: 'OH', postal_code: '43004', country: 'US' }],
      social: { linkedin: 'https://linkedin.example/ohio' },
      credentials: ['Licensed'],
      notes: 'Speak to Dana.',
      custom: { Season: 'April to November' },
    }
    expect(clientFacts.parse(all)).toEqual(all)
    expect(Object.keys(all).sort()).toEqual(Object.keys(clientFacts.shape).sort())
  })

  it.each([
    ['one that has no field', { mood: 'x' }, ''],
    ['a website that is no page', { website: 'javascript:alert(1)' }, 'website'],
    ['a website without a protocol', { website: 'ohio-paving.example' }, 'website'],
    ['a locale that is none', { locale: 'american english' }, 'locale'],
    ['a time zone that is none', { timezone: 'Ohio' }, 'timezone'],
    ['an offset for a time zone', { timezone: '+05:00' }, 'timezone'],
    ['a year of two digits', { founded: 96 }, 'founded'],
    ['a telephone number of words', { phones: [{ number: 'call us' }] }, 'phones.0.number'],
    ['an address that says nothing', { addresses: [{ label: 'Office' }] }, 'addresses.0'],
    ['a country by its name', { addresses: [{ country: 'USA' }] }, 'addresses.0.country'],
    ['an unknown network', { social: { orkut: 'https://orkut.example' } }, 'social'],
    ['two lines where one belongs', { industry: 'a\nb' }, 'industry'],
    ['NUL', { notes: 'a\u0000b' }, 'notes'],
    ['an empty fact', { audience: '  ' }, 'audience'],
    ['a nameless fact of one’s own', { custom: { '': 'x' } }, 'custom.'],
    ['a fact of one’s own that is no text', { custom: { size: 7 } }, 'custom.size'],
    [
      'too many of one’s own',
      { custom: Object.fromEntries(Array.from({ length: maxCustomFacts + 1 }, (_, i) => [`k${i}`, 'x'])) },
      'custom',
    ],
    ['more than 32 KB together', { offers: Array.from({ length: 100 }, (_, i) => `${i}${'ö'.repeat(197)}`) }, ''],
  ])('refuse %s', (_, facts, path) => {
    expect(refused(facts)).toEqual([path])
  })

  it('take an address by its town alone', () => {
    expect(clientAddress.parse({ city: 'Columbus' })).toEqual({ city: 'Columbus' })
  })
})

describe('a slug', () => {
  it.each([
    ['Ohio Paving Co.', 'ohio-paving-co'],
    ['  Café Nord & Söhne  ', 'cafe-nord-and-sohne'],
    ['Straße 7', 'strasse-7'],
    ['O’Neill’s', 'oneills'],
    ['--- ---', 'client'],
    ['日本', 'client'],
    ['New', 'client-new'],
    [`${'a'.repeat(79)} b`, 'a'.repeat(79)],
  ])('is suggested for %j: %s', (name, slug) => {
    expect(suggestSlug(name)).toBe(slug)
    expect(clientSlug.safeParse(slug).success).toBe(true)
  })

  it.each(['Ohio', 'a--b', '-a', 'a-', 'a b', '', 'new', 'a'.repeat(maxSlugLength + 1)])('refuses %j', (slug) => {
    expect(clientSlug.safeParse(slug).success).toBe(false)
  })
})

describe('a new client', () => {
  it('is never a second root', () => {
    const body = { parent_id: '0190a6d8-0000-7000-8000-000000000001', name: 'Top', type: 'root' }
    expect(clientCreate.safeParse(body).success).toBe(false)
  })
})
