import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A panel that slides in from the left edge on small screens. */
export function Sheet(props: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: string
  children: ReactNode
}) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content className="fixed inset-y-0 left-0 z-50 flex w-[min(21rem,88vw)] animate-sheet flex-col bg-sunk shadow-float">
          <div className="flex h-14 shrink-0 items-center justify-between border-b pr-2 pl-4">
            <Radix.Title className="font-serif text-xl font-medium">{props.title}</Radix.Title>
            <Radix.Close
              aria-label="Close"
              className="grid size-10 place-items-center rounded-md text-ink-2 hover:bg-hover"
            >
              <X aria-hidden className="size-5" />
            </Radix.Close>
          </div>
          <Radix.Description className="sr-only">{props.description}</Radix.Description>
          <div className="min-h-0 flex-1 overflow-y-auto">{props.children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
