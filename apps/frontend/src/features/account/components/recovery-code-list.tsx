'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { DialogBody, DialogFooter, useDialog, useLeaveQuestion } from '#components/ui/dialog.tsx'
import { Secret } from '#components/ui/secret.tsx'

const question = {
  title: 'Have you kept the codes?',
  description:
    'They cannot be shown again. Without them and without your phone, somebody who manages people has to let you in again.',
  confirm: 'Close without them',
  dismiss: 'Back to the codes',
}

/** The recovery codes, this once; the way out opens when they are said to be kept, and any other one asks. */
export function RecoveryCodeList({ codes }: { codes: string[] }) {
  const { close } = useDialog()
  const [kept, setKept] = useState(false)
  useLeaveQuestion(kept ? null : question)
  return (
    <>
      <DialogBody>
        <Secret
          label="Recovery codes"
          value={codes.join('\n')}
          warning="Keep them where you keep important papers. Each signs you in once, without your phone. They are shown only this once."
        />
        <Checkbox label="I have kept them" checked={kept} onChange={setKept} />
      </DialogBody>
      <DialogFooter>
        <Button look="primary" disabled={!kept} onClick={close}>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}
