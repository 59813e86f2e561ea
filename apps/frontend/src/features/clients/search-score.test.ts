import { expect, it } from 'vitest'
import { searchScore } from './search-score.ts'

const words = ['Ohio Paving Co.', 'ohio-paving', 'Customer', 'HG Content', 'Paving Marketers']

it.each([
  ['ohio', 1],
  ['OHIO pav', 1],
  ['paving', 0.8],
  ['marketers', 0.4],
  ['customer paving', 0.4],
  ['pasco', 0],
  ['ohio electric', 0],
  ['', 1],
])('%j scores %d', (search, score) => expect(searchScore(search, words)).toBe(score))
