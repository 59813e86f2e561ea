import { expect, it } from 'vitest'
import { splitChips } from './split-chips.ts'

it.each([
  ['a, b;c\nd', [], ['a', 'b', 'c', 'd']],
  ['  panel   upgrade ', [], ['panel upgrade']],
  ['Panel, panel, PANEL', [], ['Panel']],
  ['panel, fuse', ['Panel'], ['fuse']],
  [' , ;', [], []],
])('%j beside %j gives %j', (text, present, chips) => expect(splitChips(text, present)).toEqual(chips))
