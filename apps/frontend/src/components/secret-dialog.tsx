import { type ReactNode, useState } from 'react'
import { Button } from './ui/button.tsx'
import { Confirm } from './ui/confirm.tsx'
import { Dialog, DialogBody, DialogFooter } from './ui/dialog.tsx'
import { Secret } from './ui/secret.tsx'

/** A secret that was just made, and what else is to be said about it. */
export interface NewSecret {
  secret: string
  note: ReactNode
}

/**
 * A form that makes a secret, then the secret itself. It is shown this once, so that step is left by saying that it was
 * copied, or after a question. Must stand where it stays: a row of a list goes when the list is read again.
 *
 * @param props.label what the secret is: `API key`
 * @param props.noun the same within a sentence: `key`
 * @param props.trigger the control that opens it, where there is one
 * @param props.children the form; hands over what was made
 */
export function SecretDialog(props: {
  title: string
  label: string
  noun: string
  trigger?: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  children: (onMade: (made: NewSecret) => void) => ReactNode
}) {
  const [made, setMade] = useState<NewSecret | null>(null)
  const [asking, setAsking] = useState(false)

  function close() {
    setAsking(false)
    setMade(null)
    props.onOpenChange(false)
  }

  return (
    <Dialog
      title={made ? `The new ${props.noun}` : props.title}
      trigger={props.trigger}
      open={props.open}
      onOpenChange={(next) => (!next && made ? setAsking(true) : props.onOpenChange(next))}
    >
      {made ? (
        <>
          <DialogBody>
            <Secret
              label={props.label}
              value={made.secret}
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
            title={`Have you copied the ${props.noun}?`}
            description={`It cannot be shown again. Without it, the ${props.noun} is of no use, and a new one has to be made.`}
            confirm="Close without it"
            dismiss={`Back to the ${props.noun}`}
            onConfirm={close}
          />
        </>
      ) : (
        props.children(setMade)
      )}
    </Dialog>
  )
}
