'use client'

import type { Me } from '@hg/contracts'
import { useState } from 'react'
import { Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { plural } from '#lib/format.ts'
import { EnrolTotp } from './enrol-totp.tsx'
import { RemoveTotp, RenewCodes } from './prove-dialogs.tsx'

/** The second factor: an authenticator app, and the codes for when it is lost. */
export function SecondFactorSection({ me }: { me: Me }) {
  // Stands here, and not at its button: that goes as soon as the app is confirmed, while the codes are still to be shown.
  const [isSettingUp, setSettingUp] = useState(false)
  return (
    <Section
      title="Second factor"
      help="A code from an authenticator app on your phone, asked for after the password. Whoever learns your password cannot sign in without it."
    >
      {me.second_factor ? <Set factor={me.second_factor} /> : <Unset onSetUp={() => setSettingUp(true)} />}
      <Dialog
        title="Set up a second factor"
        description="With any authenticator app: 1Password, Google Authenticator, Aegis, …"
        open={isSettingUp}
        onOpenChange={setSettingUp}
      >
        <EnrolTotp />
      </Dialog>
    </Section>
  )
}

function Unset({ onSetUp }: { onSetUp: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <StateMark shape="dash">Off</StateMark>
      <Button onClick={onSetUp}>Set up</Button>
    </div>
  )
}

function Set({ factor }: { factor: NonNullable<Me['second_factor']> }) {
  const left = factor.recovery_codes_left
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <StateMark shape="check" tone="positive">
          On since <Moment at={factor.since} />
        </StateMark>
        <div className="flex flex-wrap gap-2">
          <Dialog
            title="New recovery codes"
            description="The earlier ones work no more."
            trigger={<Button>New recovery codes</Button>}
          >
            <RenewCodes />
          </Dialog>
          <Dialog
            title="Remove the second factor?"
            description="Your password alone will do again."
            trigger={<Button look="quiet">Remove</Button>}
          >
            <RemoveTotp />
          </Dialog>
        </div>
      </div>
      {left <= 3 ? (
        <Notice
          tone="caution"
          title={left === 0 ? 'No recovery codes are left' : `Only ${plural(left, 'recovery code')} left`}
        >
          <p>Make new ones: without your phone they are the only way in.</p>
        </Notice>
      ) : (
        <p className="text-sm text-ink-3">{plural(left, 'recovery code')} left for when your phone is lost.</p>
      )}
    </div>
  )
}
