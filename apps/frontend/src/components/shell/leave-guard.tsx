'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { leave, leavingHref, useLeaveStore } from '#lib/leave-guard.ts'
import { Discard } from '../ui/confirm.tsx'

/** The part of the Navigation API that is needed; browsers without it ask for links and closing only. */
interface Navigation {
  traverseTo: (key: string) => unknown
  addEventListener: (type: 'navigate', listener: (event: NavigateEvent) => void) => void
  removeEventListener: (type: 'navigate', listener: (event: NavigateEvent) => void) => void
}
interface NavigateEvent extends Event {
  navigationType: string
  destination: { key: string }
}

/** Asks before changes are lost by a link, by Back, or by closing the tab. Stands once in the shell. */
export function LeaveGuard() {
  const router = useRouter()
  const isUnsaved = useLeaveStore((state) => state.unsaved.length > 0)
  const asked = useLeaveStore((state) => state.asked)

  useEffect(() => {
    if (!isUnsaved) return
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const href = link instanceof HTMLAnchorElement ? leavingHref(link, event, window.location.href) : null
      if (href === null) return
      event.preventDefault()
      event.stopPropagation()
      leave(() => router.push(href))
    }
    function onClose(event: BeforeUnloadEvent) {
      event.preventDefault()
    }
    function onNavigate(event: NavigateEvent) {
      if (event.navigationType !== 'traverse' || !event.cancelable) return
      event.preventDefault()
      leave(() => navigation?.traverseTo(event.destination.key))
    }
    const { navigation } = window as { navigation?: Navigation }
    document.addEventListener('click', onClick, { capture: true })
    window.addEventListener('beforeunload', onClose)
    navigation?.addEventListener('navigate', onNavigate)
    return () => {
      document.removeEventListener('click', onClick, { capture: true })
      window.removeEventListener('beforeunload', onClose)
      navigation?.removeEventListener('navigate', onNavigate)
    }
  }, [isUnsaved, router])

  return (
    <Discard
      open={asked !== null}
      onOpenChange={(open) => {
        if (!open) useLeaveStore.setState({ asked: null })
      }}
      onDiscard={() => {
        useLeaveStore.setState({ unsaved: [], asked: null })
        // Once nobody listens any more.
        if (asked) setTimeout(asked)
      }}
    />
  )
}
