import { useEffect, useId } from 'react'
import { create } from 'zustand'

interface LeaveState {
  /** Forms with changes that are not saved. */
  unsaved: readonly string[]
  /** Where the user wanted to go when asked whether to stay. */
  asked: (() => void) | null
}

/** What would be lost by leaving the page. */
export const useLeaveStore = create<LeaveState>()(() => ({ unsaved: [], asked: null }))

/** Asks before the page is left while this is true. */
export function useLeaveGuard(unsaved: boolean): void {
  const id = useId()
  useEffect(() => {
    if (!unsaved) return
    useLeaveStore.setState((state) => ({ unsaved: [...state.unsaved, id] }))
    return () => useLeaveStore.setState((state) => ({ unsaved: state.unsaved.filter((other) => other !== id) }))
  }, [id, unsaved])
}

/** Goes there; asks first when something would be lost. Links are asked about by themselves: this is for `router.push`. */
export function leave(go: () => void): void {
  if (useLeaveStore.getState().unsaved.length === 0) go()
  else useLeaveStore.setState({ asked: go })
}

/**
 * Where a click on a link leads within the app, or null when the page stays: another tab or window, a download, another
 * site (the browser asks by itself then), a place on the same page.
 */
export function leavingHref(
  link: Pick<HTMLAnchorElement, 'href' | 'target' | 'hasAttribute'>,
  click: Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  here: string,
): string | null {
  if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return null
  if ((link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return null
  const [from, to] = [new URL(here), new URL(link.href, here)]
  if (to.origin !== from.origin || to.pathname.startsWith('/api/')) return null
  if (to.pathname === from.pathname && to.search === from.search) return null
  return to.pathname + to.search + to.hash
}
