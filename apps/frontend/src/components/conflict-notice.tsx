import { type ReactNode, useEffect, useRef } from 'react'
import type { Conflict } from '#lib/api.ts'
import { Button } from './ui/button.tsx'
import { ChangeList } from './ui/diff.tsx'
import { Notice } from './ui/notice.tsx'

/**
 * Somebody else saved in the meantime: both texts, and the choice. Nothing is overwritten unasked.
 *
 * @param props.what what was being saved: `this strategy`
 * @param props.onTakeCurrent begins again from what stands there now
 * @param props.onSaveMine saves over it (with the version of what stands there now)
 */
export function ConflictNotice(props: {
  conflict: Conflict
  what: string
  label?: (path: string) => ReactNode
  busy: boolean
  onTakeCurrent: () => void
  onSaveMine: () => void
}) {
  const { conflict, label } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Whoever saved from the foot of a long form would not see it; newer browsers answer with a promise.
    place.current?.scrollIntoView({ block: 'center' })
  }, [conflict.current])
  return (
    <div ref={place}>
      <Notice tone="caution" role="alert" title={`Somebody else changed ${props.what} in the meantime`}>
        <p>What stands there now is struck through where yours differs; yours is underlined.</p>
        <ChangeList before={conflict.current} after={conflict.yours} {...(label ? { label } : {})} />
        <div className="flex flex-wrap gap-2">
          <Button disabled={props.busy} onClick={props.onTakeCurrent}>
            Take what stands there
          </Button>
          <Button look="danger" busy={props.busy} onClick={props.onSaveMine}>
            Save mine over it
          </Button>
        </div>
      </Notice>
    </div>
  )
}
