import { expect, it } from 'vitest'
import { formatDifference, formatMean } from './words.ts'

it('metrics are read in their own units', () => {
  expect(formatMean('quality_score', 72.44)).toBe('72.4')
  expect(formatMean('pass_rate', 0.8534)).toBe('85.3%')
  expect(formatMean('cost', 12_475)).toBe('$0.0125')
  expect(formatMean('latency', 21.2)).toBe('21 s')
  expect(formatMean('repairs', null)).toBe('–')
  expect(formatDifference('quality_score', -4.2)).toBe('−4.2')
  expect(formatDifference('edits', 0.1)).toBe('+10.0 pts')
  expect(formatDifference('cost', -2000)).toBe('−$0.0020')
  expect(formatDifference('latency', 1.25)).toBe('+1.3 s')
  expect(formatDifference('latency', -0.001)).toBe('±0.0 s')
})
