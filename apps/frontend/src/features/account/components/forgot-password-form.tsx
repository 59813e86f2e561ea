'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import {
  type PasswordResetAnswer,
  passwordResetAnswer,
  passwordResetMinutes,
  passwordResetRequest,
} from '@hg/contracts'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { api } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'

type Values = z.infer<typeof passwordResetRequest>

/** Asks for a link to a new password. What it says is the same for every address. */
export function ForgotPasswordForm() {
  const [answer, setAnswer] = useState<(PasswordResetAnswer & { email: string }) | null>(null)
  const form = useForm<Values>({
    resolver: zodResolver(passwordResetRequest, { error: formMessage }),
    defaultValues: { email: '' },
  })
  const ask = useSave({
    send: (body: Values) => api('/smm/password-resets', passwordResetAnswer, { method: 'POST', body }),
    errors: { form, fields: ['email'] },
    onSaved: (given, { email }) => setAnswer({ ...given, email }),
  })
  if (answer) return <Asked answer={answer} onAgain={() => setAnswer(null)} />
  return (
    <form
      noValidate
      aria-label="Forgot password"
      className="grid gap-5"
      onSubmit={(event) => void form.handleSubmit(ask.submit)(event)}
    >
      <p className="text-ink-2">We send you a link to a new password.</p>
      <SaveProblem error={ask.error} title="That did not work" fields={['email']} again="Try again in a moment." />
      <Field id="email" label="E-mail" error={errorText(form.formState.errors.email)}>
        {(ids) => <Input {...ids} {...form.register('email')} type="email" autoComplete="username" autoFocus />}
      </Field>
      <Button type="submit" look="primary" size="lg" className="mt-1" busy={ask.isPending}>
        Send the link
      </Button>
      <BackToSignIn />
    </form>
  )
}

function Asked(props: { answer: PasswordResetAnswer & { email: string }; onAgain: () => void }) {
  const { mail, email } = props.answer
  return (
    <div className="grid gap-5" role="status">
      {mail === 'requested' ? (
        <Notice tone="accent" title="Look into your mail">
          <p>
            If {email} has an account here, a link is on its way. It works once, for {passwordResetMinutes} minutes.
          </p>
          <p>Nothing there after a few minutes? Look among the spam, and check the address.</p>
        </Notice>
      ) : (
        <Notice tone="caution" title="This installation sends no mail">
          <p>Ask whoever runs it for help.</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={props.onAgain}>Another address</Button>
      </div>
      <BackToSignIn />
    </div>
  )
}

/** The way back. */
export function BackToSignIn() {
  return (
    <p className="text-sm">
      <Link href="/sign-in" className="text-accent hover:underline">
        Back to sign-in
      </Link>
    </p>
  )
}
