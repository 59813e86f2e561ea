import { describe, expect, it } from 'vitest'
import {
  formatAge,
  formatAgo,
  formatCount,
  formatDuration,
  formatPrice,
  formatScore,
  formatUsd,
  initials,
  plural,
} from './format.ts'

describe('costs', () => {
  it.each([
    [null, '–'],
    ['0', '$0.00'],
    ['0.000000', '$0.00'],
    ['0.031932', '$0.0319'],
    ['0.03195', '$0.0320'],
    ['0.99995', '$1.0000'],
    ['0.00001', '<$0.0001'],
    ['0.00005', '$0.0001'],
    ['0.5', '$0.5000'],
    ['1', '$1.00'],
    ['1.005', '$1.01'],
    ['12.994', '$12.99'],
    ['999.999', '$1,000.00'],
    ['1234567.5', '$1,234,567.50'],
  ])('%s reads %s', (amount, text) => expect(formatUsd(amount)).toBe(text))

  it.each([
    ['3', '$3.00'],
    ['0.15', '$0.15'],
    ['0.0750', '$0.075'],
    ['1500.5', '$1,500.50'],
  ])('the price %s reads %s', (amount, text) => expect(formatPrice(amount)).toBe(text))
})

describe('counts and scores', () => {
  it('groups thousands', () =>
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']))
  it('shows a dash for what is unknown', () => expect([formatCount(null), formatScore(undefined)]).toEqual(['–', '–']))
  it('rounds scores', () => expect([0, 66.67, 100].map(formatScore)).toEqual(['0', '67', '100']))
  it('names one and many', () => expect([plural(1, 'word'), plural(1200, 'word')]).toEqual(['1 word', '1,200 words']))
})

describe('time', () => {
  it.each([
    [-5, '0.0 s'],
    [840, '0.8 s'],
    [9_940, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
  ])('%i ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  const now = Date.parse('2026-03-10T12:00:00Z')
  it.each([
    ['2026-03-10T12:00:05Z', 'now'],
    ['2026-03-10T11:59:15Z', '45 s'],
    ['2026-03-10T11:48:00Z', '12 min'],
    ['2026-03-10T07:00:00Z', '5 h'],
    ['2026-03-07T12:00:00Z', '3 d'],
    ['2026-01-07T12:00:00Z', 'Jan 7, 2026'],
  ])('%s is %s', (at, text) => expect(formatAge(at, now)).toBe(text))
})

it.each([
  ['2026-11-24T11:59:55Z', 'just now'],
  ['2026-11-24T11:48:00Z', '12 min ago'],
  ['2026-11-21T12:00:00Z', '3 d ago'],
  ['2026-09-01T12:00:00Z', 'Sep 1, 2026'],
])('%s was %s', (at, text) => expect(formatAgo(at, Date.parse('2026-11-24T12:00:00Z'))).toBe(text))

it('takes two initials at most', () => {
  expect(['Nora Whitfield', 'Ana Maria de Souza', 'Cher', ' '].map(initials)).toEqual(['NW', 'AS', 'C', ''])
})
