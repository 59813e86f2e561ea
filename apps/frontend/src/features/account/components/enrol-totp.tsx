'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { TotpEnrolment } from '@hg/contracts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DialogForm } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import {
  type CodeForm,
  codeForm,
  type PasswordProof,
  passwordProof,
  useBeginTotp,
  useConfirmTotp,
} from '../account-forms.ts'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'

/** Password, then code from the app, then the recovery codes. */
export function EnrolTotp() {
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodeList codes={codes} />
  return enrolment ? <Confirm enrolment={enrolment} onDone={setCodes} /> : <Begin onBegun={setEnrolment} />
}

function Begin({ onBegun }: { onBegun: (enrolment: TotpEnrolment) => void }) {
  const form = useForm<PasswordProof>({
    resolver: zodResolver(passwordProof, { error: formMessage }),
    defaultValues: { password: '' },
  })
  const begin = useBeginTotp(form)
  return (
    <DialogForm
      label="Begin"
      submit="Continue"
      busy={begin.isPending}
      onSubmit={() => void form.handleSubmit((values) => begin.mutate(values, { onSuccess: onBegun }))()}
    >
      <SaveProblem
        error={begin.error}
        title="It could not be begun"
        fields={['password']}
        fieldOfCode={{ proof_refused: 'password' }}
      />
      <Field id="totp-password" label="Your password" error={errorText(form.formState.errors.password)}>
        {(ids) => (
          <Input {...ids} {...form.register('password')} type="password" autoComplete="current-password" autoFocus />
        )}
      </Field>
    </DialogForm>
  )
}

function Confirm({ enrolment, onDone }: { enrolment: TotpEnrolment; onDone: (codes: string[]) => void }) {
  const form = useForm<CodeForm>({
    resolver: zodResolver(codeForm, { error: formMessage }),
    defaultValues: { code: '' },
  })
  const confirm = useConfirmTotp(form)
  return (
    <DialogForm
      label="Confirm the code"
      submit="Confirm"
      busy={confirm.isPending}
      onSubmit={() =>
        void form.handleSubmit((values) =>
          confirm.mutate(values, { onSuccess: ({ recovery_codes }) => onDone(recovery_codes) }),
        )()
      }
    >
      <SaveProblem
        error={confirm.error}
        title="The code was not taken"
        fields={['code']}
        fieldOfCode={{ proof_refused: 'code' }}
      />
      <p>Scan this with your authenticator app, then type the code that it shows.</p>
      <QrCode text={enrolment.uri} label="QR code for the authenticator app" />
      <div className="grid gap-1.5">
        <div className="flex items-center justify-between gap-4">
          <p className="text-sm text-ink-3">Or type this key into the app:</p>
          <CopyButton size="sm" text={() => enrolment.secret}>
            Copy
          </CopyButton>
        </div>
        <code className="font-mono text-sm wrap-anywhere select-all">{enrolment.secret.replace(/(.{4})/g, '$1 ')}</code>
      </div>
      <Field id="totp-code" label="Code" error={errorText(form.formState.errors.code)}>
        {(ids) => (
          <Input
            {...ids}
            {...form.register('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            className="max-w-40 font-mono"
          />
        )}
      </Field>
    </DialogForm>
  )
}
