'use client'

import { AlertDialog as Radix } from 'radix-ui'
import { type ReactNode, useId, useRef, useState } from 'react'
import { reasonsOf } from '#lib/forms/field-errors.ts'
import { Button } from './button.tsx'
import { Input } from './input.tsx'
import { Notice } from './notice.tsx'

interface ConfirmProps {
  title: string
  description: ReactNode
  /** What will happen, where words do not suffice: a list, a table, a choice. */
  details?: ReactNode
  confirm: string
  dismiss?: string
  look?: 'danger' | 'primary'
  /** What has to be typed before it can be confirmed, for what destroys: the name of the thing. */
  typed?: string
  /** Given a promise, the question stays until it is kept, and shows why when it is not. */
  onConfirm: () => void | Promise<unknown>
}

/**
 * Asks before something that cannot be taken back.
 *
 * @param props.children the control that opens the question; without one, lead it by `open` and `onOpenChange`
 */
export function Confirm(
  props: ConfirmProps & { open?: boolean; onOpenChange?: (open: boolean) => void; children?: ReactNode },
) {
  const { open, onOpenChange, children, ...question } = props
  const [openInside, setOpenInside] = useState(false)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function setOpen(next: boolean) {
    if (busy) return
    setOpenInside(next)
    onOpenChange?.(next)
  }

  return (
    <Radix.Root open={open ?? openInside} onOpenChange={setOpen}>
      {children && <Radix.Trigger asChild>{children}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            if (!field.current) return
            event.preventDefault()
            field.current.focus()
          }}
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-enter overflow-y-auto rounded-lg border border-rule-2 bg-raised p-6 shadow-float"
        >
          <Radix.Title className="font-serif text-xl font-medium">{props.title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-ink-2">{props.description}</div>
          </Radix.Description>
          <Question
            {...question}
            field={field}
            busy={busy}
            setBusy={setBusy}
            onDone={() => {
              setOpenInside(false)
              onOpenChange?.(false)
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Question(
  props: ConfirmProps & {
    field: React.RefObject<HTMLInputElement | null>
    busy: boolean
    setBusy: (busy: boolean) => void
    onDone: () => void
  },
) {
  const id = useId()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const isReady = props.typed === undefined || text.trim() === props.typed

  async function confirm() {
    const done = props.onConfirm()
    if (!(done instanceof Promise)) return props.onDone()
    props.setBusy(true)
    setProblem(null)
    try {
      await done
      props.onDone()
    } catch (error) {
      setProblem(error)
    } finally {
      props.setBusy(false)
    }
  }

  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        if (isReady && !props.busy) void confirm()
      }}
    >
      {props.details}
      {props.typed !== undefined && (
        <div className="grid gap-1.5">
          <label htmlFor={id}>
            Type <strong className="font-medium select-all">{props.typed}</strong> to confirm
          </label>
          <Input
            id={id}
            ref={props.field}
            value={text}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      )}
      {problem !== null && (
        <Notice tone="danger" role="alert" title="That did not work">
          {reasonsOf(problem).map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </Notice>
      )}
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Radix.Cancel asChild>
          <Button disabled={props.busy}>{props.dismiss ?? 'Cancel'}</Button>
        </Radix.Cancel>
        <Button type="submit" look={props.look ?? 'danger'} disabled={!isReady} busy={props.busy}>
          {props.confirm}
        </Button>
      </div>
    </form>
  )
}

/** Asks before something typed is lost. */
export function Discard(props: { open: boolean; onOpenChange: (open: boolean) => void; onDiscard: () => void }) {
  return (
    <Confirm
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Leave without saving?"
      description="What you changed here has not been saved."
      confirm="Discard the changes"
      dismiss="Stay here"
      onConfirm={props.onDiscard}
    />
  )
}
