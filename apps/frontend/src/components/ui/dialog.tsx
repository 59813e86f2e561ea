'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { Button } from './button.tsx'
import { Confirm, Discard } from './confirm.tsx'

/** What closing asks before it loses something that is not a form's. */
export interface LeaveQuestion {
  title: string
  description: string
  confirm: string
  dismiss: string
}

interface DialogState {
  close: () => void
  setUnsaved: (unsaved: boolean | LeaveQuestion) => void
}

const DialogContext = createContext<DialogState>({ close: () => undefined, setUnsaved: () => undefined })

/** The dialog around a component: `close` shuts it without asking. */
export function useDialog(): Pick<DialogState, 'close'> {
  return use(DialogContext)
}

/**
 * Makes every way out of the dialog around a component ask first: Escape, a click beside it, its cross.
 *
 * @param question null when nothing would be lost; the same object every time
 */
export function useLeaveQuestion(question: LeaveQuestion | null): void {
  const { setUnsaved } = use(DialogContext)
  useEffect(() => {
    setUnsaved(question ?? false)
    return () => setUnsaved(false)
  }, [question, setUnsaved])
}

/**
 * A window over the page, a whole screen on phones. Its content exists only while it is open, so a form inside begins
 * anew each time.
 *
 * @param props.trigger the control that opens it; without one, lead it by `open` and `onOpenChange`
 * @param props.children a `DialogForm`, or a `DialogBody` with a `DialogFooter`
 */
export function Dialog(props: {
  title: ReactNode
  description?: ReactNode
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  wide?: boolean
  children: ReactNode
}) {
  const [openInside, setOpenInside] = useState(false)
  const [unsaved, setUnsaved] = useState<boolean | LeaveQuestion>(false)
  const [asking, setAsking] = useState(false)
  const open = props.open ?? openInside

  function setOpen(next: boolean) {
    setUnsaved(false)
    setAsking(false)
    setOpenInside(next)
    props.onOpenChange?.(next)
  }

  return (
    <Radix.Root open={open} onOpenChange={(next) => (!next && unsaved ? setAsking(true) : setOpen(next))}>
      {props.trigger && <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Radix.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          onInteractOutside={(event) => {
            if (unsaved) event.preventDefault()
          }}
          className={cn(
            'fixed inset-0 z-50 flex animate-enter flex-col bg-raised outline-none',
            'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[calc(100dvh-4rem)] sm:-translate-x-1/2 sm:-translate-y-1/2',
            'sm:rounded-lg sm:border sm:border-rule-2 sm:shadow-float',
            props.wide ? 'sm:w-[min(52rem,calc(100vw-3rem))]' : 'sm:w-[min(34rem,calc(100vw-3rem))]',
          )}
        >
          <div className="flex shrink-0 items-start justify-between gap-4 px-4 pt-4 sm:px-6 sm:pt-5">
            <div className="min-w-0 pt-1">
              <Radix.Title className="font-serif text-xl font-medium">{props.title}</Radix.Title>
              {props.description && (
                <Radix.Description className="mt-1 text-ink-2">{props.description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-mr-2 grid size-10 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover"
            >
              <X aria-hidden className="size-5" />
            </Radix.Close>
          </div>
          <DialogContext value={{ close: () => setOpen(false), setUnsaved }}>{props.children}</DialogContext>
          {typeof unsaved === 'object' ? (
            <Confirm {...unsaved} open={asking} onOpenChange={setAsking} onConfirm={() => setOpen(false)} />
          ) : (
            <Discard open={asking} onOpenChange={setAsking} onDiscard={() => setOpen(false)} />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** What the dialog is about; scrolls when it is long. */
export function DialogBody({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn('grid min-h-0 flex-1 content-start gap-5 overflow-y-auto px-4 py-5 sm:px-6', className)}>
      {children}
    </div>
  )
}

/** Its buttons, the main one last. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t px-4 py-3 *:flex-1 sm:px-6 sm:*:flex-none">
      {children}
    </div>
  )
}

/**
 * A form in a dialog, with its buttons.
 *
 * @param props.unsaved closing asks first while this is true (`form.formState.isDirty`)
 * @param props.off why it cannot be sent yet
 */
export function DialogForm(props: {
  label: string
  submit: string
  dismiss?: string
  look?: 'primary' | 'danger'
  busy: boolean
  off?: string | null
  unsaved?: boolean
  onSubmit: () => void
  children: ReactNode
}) {
  const { setUnsaved } = use(DialogContext)
  const { unsaved = false } = props
  useEffect(() => {
    setUnsaved(unsaved)
    // Another step of the dialog may follow: what was sent is not unsaved.
    return () => setUnsaved(false)
  }, [unsaved, setUnsaved])
  return (
    <form
      noValidate
      aria-label={props.label}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        // A dialog may stand inside another form, as React sees it.
        event.stopPropagation()
        props.onSubmit()
      }}
    >
      <DialogBody>{props.children}</DialogBody>
      <DialogFooter>
        <Radix.Close asChild>
          <Button>{props.dismiss ?? 'Cancel'}</Button>
        </Radix.Close>
        <Button type="submit" look={props.look ?? 'primary'} busy={props.busy} off={props.off ?? null}>
          {props.submit}
        </Button>
      </DialogFooter>
    </form>
  )
}
