import { describe, expect, it } from 'vitest'
import { changedFields, diffTexts, foldSame } from './diff.ts'

const before = (parts: { kind: string; text: string }[]) =>
  parts
    .filter(({ kind }) => kind !== 'added')
    .map(({ text }) => text)
    .join('')
const after = (parts: { kind: string; text: string }[]) =>
  parts
    .filter(({ kind }) => kind !== 'removed')
    .map(({ text }) => text)
    .join('')

describe('two texts laid over each other', () => {
  it('differ by words', () => {
    expect(diffTexts('Write like a teacher.', 'Write like a good teacher.')).toEqual([
      { kind: 'same', text: 'Write like a ' },
      { kind: 'added', text: 'good ' },
      { kind: 'same', text: 'teacher.' },
    ])
  })

  it.each([
    ['', ''],
    ['', 'new'],
    ['old\ntext', ''],
    ['a\n\nb  c', 'a\nb c\n'],
    ['ä ö', 'ä ü'],
    [
      Array.from({ length: 4000 }, (_, index) => `a${index}`).join(' '),
      Array.from({ length: 4000 }, (_, index) => `b${index}`).join(' '),
    ],
  ])('can both be read from it (%#)', (one, other) => {
    for (const parts of [diffTexts(one, other), foldSame(diffTexts(one, other))]) {
      expect([before(parts), after(parts)]).toEqual([one, other])
    }
  })

  it('are folded where nothing changed, near changes excepted', () => {
    const filler = 'lorem ipsum '.repeat(200)
    const parts = foldSame(diffTexts(`${filler}old ${filler}`, `${filler}new ${filler}`))
    expect(parts.map(({ kind }) => kind)).toEqual(['folded', 'same', 'removed', 'added', 'same', 'folded'])
    expect(parts.filter(({ kind }) => kind === 'same').every(({ text }) => text.length <= 241)).toBe(true)
    expect(after(parts)).toBe(`${filler}new ${filler}`)
  })
})

describe('the values that differ', () => {
  it('are named by their path, lists as one', () => {
    expect(
      changedFields(
        { name: 'a', same: { x: [1, { y: 2 }] }, llm: { model: 'm', temperature: 0 }, gone: true },
        { name: 'b', same: { x: [1, { y: 2 }] }, llm: { model: 'm', temperature: 1 }, words: ['x'] },
      ),
    ).toEqual([
      { path: 'name', before: 'a', after: 'b' },
      { path: 'llm.temperature', before: 0, after: 1 },
      { path: 'words', before: undefined, after: ['x'] },
      { path: 'gone', before: true, after: undefined },
    ])
  })

  it('are all of a thing that came or went', () => {
    expect(changedFields(undefined, { a: { b: 1 } })).toEqual([{ path: 'a.b', before: undefined, after: 1 }])
    expect(changedFields({ a: { b: 1 } }, undefined)).toEqual([{ path: 'a.b', before: 1, after: undefined }])
    expect(changedFields(null, 'x')).toEqual([{ path: '', before: null, after: 'x' }])
    expect(changedFields([{ a: 1 }], [{ a: 1 }])).toEqual([])
  })
})
