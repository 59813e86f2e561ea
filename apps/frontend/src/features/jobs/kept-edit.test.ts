import { beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetEdit, keepEdit, keptEdit } from './kept-edit.ts'

const edit = { title: 'By hand', meta_description: '', content: 'Text.', note: '' }
const store = new Map<string, string>()

beforeEach(() => {
  store.clear()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  })
})

describe('what was typed and not saved', () => {
  it('is there again, with the revision that it was typed over, for that piece only', () => {
    keepEdit('one', edit, 3)
    expect(keptEdit('one')).toEqual({ ...edit, baseVersion: 3 })
    expect(keptEdit('two')).toBeNull()
  })

  it('is gone once it is saved or discarded', () => {
    keepEdit('one', edit, 3)
    forgetEdit('one')
    expect(keptEdit('one')).toBeNull()
  })

  it.each(['', 'null', '{}', '{"title": 1}', 'no JSON'])('that reads %j is nothing', (text) => {
    keepEdit('one', edit, 3)
    for (const key of store.keys()) store.set(key, text)
    expect(keptEdit('one')).toBeNull()
  })

  it('is not kept, and breaks nothing, where the browser keeps nothing', () => {
    vi.stubGlobal('sessionStorage', undefined)
    keepEdit('one', edit, 3)
    expect(keptEdit('one')).toBeNull()
  })
})
