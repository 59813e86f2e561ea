'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { newPassword, resetAccount } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError, api } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { BackToSignIn } from './forgot-password-form.tsx'
import { passwordHint } from './password-section.tsx'

const schema = z
  .object({ password: newPassword, again: z.string() })
  .refine((values) => values.password === values.again, { path: ['again'], error: 'is not the same' })
type Values = z.infer<typeof schema>
const fields = ['password', 'again']

/** Sets a new password by a link from a mail. */
export function ResetPassword({ token }: { token: string }) {
  const account = useQuery({
    queryKey: ['password-resets', 'detail', token],
    queryFn: () => api('/smm/password-resets/lookup', resetAccount, { method: 'POST', body: { token } }),
    staleTime: Infinity,
  })
  const isDead = account.error instanceof ApiError && [400, 410].includes(account.error.status)
  if (isDead) return <DeadLink />
  return (
    <Loaded query={account} what="the link" shape="form" place="section">
      {({ email }) => <NewPassword token={token} email={email} />}
    </Loaded>
  )
}

function DeadLink() {
  return (
    <div className="grid gap-6">
      <Notice tone="caution" role="alert" title="This link works no more">
        <p>It was used, is older than an hour, or a newer one took its place.</p>
      </Notice>
      <div>
        <Button asChild look="primary">
          <Link href="/forgot-password">Ask for a new link</Link>
        </Button>
      </div>
      <BackToSignIn />
    </div>
  )
}

function NewPassword({ token, email }: { token: string; email: string }) {
  const [done, setDone] = useState(false)
  const form = useForm<Values>({
    resolver: zodResolver(schema, { error: formMessage }),
    defaultValues: { password: '', again: '' },
  })
  const { errors } = form.formState
  const save = useSave({
    // By the web app itself: this browser is let in from here on, whoever tries the account elsewhere.
    send: ({ password }: Values) => api('/reset-password', resetAccount, { method: 'POST', body: { token, password } }),
    errors: { form, fields },
    onSaved: () => setDone(true),
  })
  if (done) {
    return (
      <div className="grid gap-6" role="status">
        <Notice tone="accent" title="Your new password is set">
          <p>Everywhere that you were signed in, you are no more.</p>
        </Notice>
        <div>
          <Button asChild look="primary" size="lg">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form
      noValidate
      aria-label="New password"
      className="grid gap-5"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <p className="text-ink-2">
        For <strong className="font-medium text-ink">{email}</strong>.
      </p>
      <SaveProblem error={save.error} title="The password was not set" fields={fields} again="Try again in a moment." />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field id="password" label="New password" hint={passwordHint} error={errorText(errors.password)}>
        {(ids) => (
          <Input {...ids} {...form.register('password')} type="password" autoComplete="new-password" autoFocus />
        )}
      </Field>
      <Field id="again" label="New password, again" error={errorText(errors.again)}>
        {(ids) => <Input {...ids} {...form.register('again')} type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" look="primary" size="lg" className="mt-1" busy={save.isPending}>
        Set the password
      </Button>
    </form>
  )
}
