import { describe, expect, it } from 'vitest'
import { clientPlaces, placeAt, sameAtClient, settingsPlaces } from './places.ts'

const places = [
  { path: '', label: 'Content' },
  { path: 'strategies', label: 'Strategies' },
  { path: 'settings', label: 'Settings' },
]

describe('the place of an address', () => {
  it.each([
    ['/clients/a', 'Content'],
    ['/clients/a/new', 'Content'],
    ['/clients/a/strategies', 'Strategies'],
    ['/clients/a/strategies/17', 'Strategies'],
    ['/clients/a/strategies-old', 'Content'],
    ['/clients/a/settings/people', 'Settings'],
    ['/clients/ab/settings', undefined],
    ['/jobs/1', undefined],
  ])('%s is %s', (pathname, label) => expect(placeAt(places, '/clients/a', pathname)?.label).toBe(label))
})

describe('another client', () => {
  it('is shown at its content from wherever there is no such place with it', () => {
    for (const pathname of [
      '/',
      '/jobs/1',
      '/account/profile',
      '/clients/a',
      '/clients/a/new',
      '/clients/a/nowhere/1',
    ]) {
      expect(sameAtClient('b', pathname)).toBe('/clients/b')
    }
  })

  it('is shown at the same place', () => {
    for (const place of clientPlaces.filter(({ path }) => path !== 'settings')) {
      const below = place.path === '' ? '' : `/${place.path}`
      expect(sameAtClient('b', `/clients/a${below}`)).toBe(`/clients/b${below}`)
      expect(sameAtClient('b', `/clients/a${below}/17`)).toBe(`/clients/b${below}`)
    }
    for (const { path } of settingsPlaces) {
      expect(sameAtClient('b', `/clients/a/settings/${path}/17`)).toBe(`/clients/b/settings/${path}`)
    }
  })
})
