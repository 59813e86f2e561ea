'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { emailChangeHours, type Me } from '@hg/contracts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogBody, DialogFooter, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { emailFields, type EmailForm, emailForm, useRequestEmail, useWithdrawEmail } from '../email-forms.ts'
import { FullProofFields } from './full-proof-fields.tsx'

/** The address that one signs in with, and the way to another. */
export function EmailSection({ me }: { me: Me }) {
  return (
    <Section title="E-mail" help="You sign in with it, and it is where invites and links to a new password go.">
      <div className="grid gap-5">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <p className="min-w-0 font-medium wrap-anywhere">{me.email}</p>
          <Dialog
            title="Another e-mail address"
            description="A link goes to the new address. Until you open it there, nothing changes."
            trigger={<Button>Change</Button>}
          >
            <Change me={me} />
          </Dialog>
        </div>
        {me.email_change && <Waiting change={me.email_change} />}
      </div>
    </Section>
  )
}

function Waiting({ change }: { change: NonNullable<Me['email_change']> }) {
  const withdraw = useWithdrawEmail()
  return (
    <Notice tone="accent" role="status" title={<span className="wrap-anywhere">{change.email} waits for you</span>}>
      <p>
        Open the link in the mail that went there, in a browser in which you are signed in. It works until{' '}
        <Moment at={change.expires_at} />.
      </p>
      <div>
        <Button size="sm" busy={withdraw.isPending} onClick={() => withdraw.submit(null)}>
          Take it back
        </Button>
      </div>
    </Notice>
  )
}

function Change({ me }: { me: Me }) {
  const [sent, setSent] = useState<{ mail: string; email: string } | null>(null)
  const form = useForm<EmailForm>({
    resolver: zodResolver(emailForm, { error: formMessage }),
    defaultValues: { email: '', password: '', code: '' },
  })
  const { errors, isDirty } = form.formState
  const request = useRequestEmail(form, (mail, email) => setSent({ mail, email }))
  if (sent) return <Sent {...sent} />
  return (
    <DialogForm
      label="Another e-mail address"
      submit="Send the link"
      busy={request.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(request.submit)()}
    >
      <SaveProblem error={request.error} title="Nothing was changed" fields={emailFields} />
      <Field id="new-email" label="New address" error={errorText(errors.email)}>
        {(ids) => <Input {...ids} {...form.register('email')} type="email" autoComplete="email" autoFocus />}
      </Field>
      <FullProofFields
        password={form.register('password')}
        code={form.register('code')}
        errors={errors}
        hasSecondFactor={me.second_factor !== null}
      />
    </DialogForm>
  )
}

function Sent({ mail, email }: { mail: string; email: string }) {
  const { close } = useDialog()
  return (
    <>
      <DialogBody>
        {mail === 'requested' ? (
          <Notice tone="accent" role="status" title="Look into your mail">
            <p className="wrap-anywhere">
              A link is on its way to {email}. It works once, for {emailChangeHours} hours.
            </p>
            <p>Nothing there after a few minutes? Look among the spam, and check the address.</p>
          </Notice>
        ) : (
          <Notice tone="caution" role="status" title="This installation sends no mail">
            <p>Without it no address can be confirmed, and yours stays as it is. Ask whoever runs it for help.</p>
          </Notice>
        )}
      </DialogBody>
      <DialogFooter>
        <Button look="primary" onClick={close}>
          Close
        </Button>
      </DialogFooter>
    </>
  )
}
