import { afterEach, expect, it } from 'vitest'
import { leave, leavingHref, useLeaveStore } from './leave-guard.ts'

const here = 'https://hg.example/clients/a/settings/general?tab=1'
const plain = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const link = (href: string, more: { target?: string; download?: boolean } = {}) => ({
  href,
  target: more.target ?? '',
  hasAttribute: (name: string) => name === 'download' && more.download === true,
})

afterEach(() => useLeaveStore.setState({ unsaved: [], asked: null }))

it.each([
  [link('https://hg.example/clients/b'), plain, '/clients/b'],
  [link('https://hg.example/clients/a/settings/general?tab=2#x'), plain, '/clients/a/settings/general?tab=2#x'],
  [link('https://hg.example/clients/a/settings/general?tab=1#x'), plain, null],
  [link('https://hg.example/clients/b'), { ...plain, ctrlKey: true }, null],
  [link('https://hg.example/clients/b'), { ...plain, button: 1 }, null],
  [link('https://hg.example/clients/b', { target: '_blank' }), plain, null],
  [link('https://hg.example/clients/b', { download: true }), plain, null],
  [link('https://hg.example/api/smm/clients/b/export'), plain, null],
  [link('https://elsewhere.example/'), plain, null],
])('a click leaves the page only when it does (%#)', (element, click, href) => {
  expect(leavingHref(element, click, here)).toBe(href)
})

it('what is not saved is not left unasked', () => {
  const went: string[] = []
  leave(() => went.push('at once'))
  useLeaveStore.setState({ unsaved: ['form'] })
  leave(() => went.push('after asking'))
  expect(went).toEqual(['at once'])
  useLeaveStore.getState().asked?.()
  expect(went).toEqual(['at once', 'after asking'])
})
