import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { followEventStream, type StreamMessage, type StreamState } from './event-stream.ts'

function onVisibilityChange(notify: () => void): () => void {
  document.addEventListener('visibilitychange', notify)
  return () => document.removeEventListener('visibilitychange', notify)
}

/** True while the tab is in view; hidden tabs give their connection back. */
function useVisible(): boolean {
  return useSyncExternalStore(
    onVisibilityChange,
    () => document.visibilityState === 'visible',
    () => true,
  )
}

/**
 * Follows an event stream while the component is mounted and the tab in view; `url` null follows nothing. `onOpen` runs
 * on each connection: what happened before it may have been missed.
 */
export function useEventStream(
  url: string | null,
  handlers: { onMessage: (message: StreamMessage) => void; onOpen?: () => void },
): StreamState {
  const [state, setState] = useState<StreamState>('connecting')
  const visible = useVisible()
  const onMessage = useEffectEvent(handlers.onMessage)
  const onState = useEffectEvent((next: StreamState) => {
    setState(next)
    if (next === 'open') handlers.onOpen?.()
  })

  useEffect(() => {
    if (url === null || !visible) return
    const stop = new AbortController()
    void followEventStream({
      url,
      signal: stop.signal,
      onMessage: (message) => {
        if (!stop.signal.aborted) onMessage(message)
      },
      onState: (next) => {
        if (!stop.signal.aborted) onState(next)
      },
    })
    return () => stop.abort()
  }, [url, visible])

  return state
}
