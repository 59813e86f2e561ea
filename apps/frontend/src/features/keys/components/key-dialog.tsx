import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Dialog, DialogBody, DialogFooter } from '#components/ui/dialog.tsx'
import { Secret } from '#components/ui/secret.tsx'

/** A key that was just made, and what else is to be said about it. */
export interface NewKey {
  key: string
  note: ReactNode
}

/**
 * A form that makes an API key, then the key itself. It is shown this once, so that step is left by saying that it was
 * copied, or after a question. Must stand where it stays: a row of a list goes when the list is read again.
 *
 * @param props.trigger the control that opens it, where there is one
 * @param props.children the form; hands over what was made
 */
export function KeyDialog(props: {
  title: string
  trigger?: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  children: (onMade: (made: NewKey) => void) => ReactNode
}) {
  const [made, setMade] = useState<NewKey | null>(null)
  const [asking, setAsking] = useState(false)

  function close() {
    setAsking(false)
    setMade(null)
    props.onOpenChange(false)
  }

  return (
    <Dialog
      title={made ? 'The new key' : props.title}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={(next) => (!next && made ? setAsking(true) : props.onOpenChange(next))}
    >
      {made ? (
        <>
          <DialogBody>
            <Secret
              label="API key"
              value={made.key}
              warning="Copy it now: it is shown only this once, and kept nowhere."
            />
            <div className="grid gap-2 text-ink-2">{made.note}</div>
          </DialogBody>
          <DialogFooter>
            <Button look="primary" onClick={close}>
              I have copied it
            </Button>
          </DialogFooter>
          <Confirm
            open={asking}
            onOpenChange={setAsking}
            title="Have you copied the key?"
            description="It cannot be shown again. Without it, the key is of no use, and a new one has to be made."
            confirm="Close without it"
            dismiss="Back to the key"
            onConfirm={close}
          />
        </>
      ) : (
        props.children(setMade)
      )}
    </Dialog>
  )
}
