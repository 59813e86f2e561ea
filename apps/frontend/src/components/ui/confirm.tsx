import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/**
 * Asks before something that cannot be taken back.
 *
 * @param props.children the control that opens the question
 */
export function Confirm(props: {
  title: string
  description: ReactNode
  confirm: string
  dismiss: string
  onConfirm: () => void
  children: ReactNode
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content className="fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-enter rounded-lg border border-rule-2 bg-raised p-6 shadow-float">
          <Radix.Title className="font-serif text-xl font-medium">{props.title}</Radix.Title>
          <Radix.Description className="mt-2 text-ink-2">{props.description}</Radix.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{props.dismiss}</Button>
            </Radix.Cancel>
            <Radix.Action asChild onClick={props.onConfirm}>
              <Button look="danger">{props.confirm}</Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
