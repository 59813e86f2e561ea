'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'

const schema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address').pipe(z.email('This is not an e-mail address')),
  password: z.string().min(1, 'Enter your password'),
})
type Values = z.infer<typeof schema>

const refused = 'This e-mail address and password do not belong together.'
const unavailable = 'Signing in is not possible right now. Try again in a moment.'

/** E-mail and password; leads to `returnTo` with a full load, so that the session reaches every part of the page. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } })
  const { errors, isSubmitting } = form.formState
  const [problem, setProblem] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)

  async function submit(values: Values) {
    setProblem(null)
    const answer = await signIn('credentials', { ...values, redirect: false }).catch(() => undefined)
    if (answer?.ok && !answer.error) {
      setLeaving(true)
      window.location.assign(returnTo)
      return
    }
    setProblem(answer?.error === 'CredentialsSignin' ? refused : unavailable)
    form.setFocus('password')
  }

  return (
    <form
      noValidate
      aria-label="Sign in"
      className="grid gap-5"
      method="post"
      onSubmit={(event) => void form.handleSubmit(submit)(event)}
    >
      {problem && (
        <Notice tone="danger" role="alert" title={problem}>
          {problem === refused && <p>Check both and try again.</p>}
        </Notice>
      )}
      <Field id="email" label="E-mail" error={errors.email?.message}>
        {(ids) => <Input {...ids} {...form.register('email')} type="email" autoComplete="username" autoFocus />}
      </Field>
      <Field id="password" label="Password" error={errors.password?.message}>
        {(ids) => <Input {...ids} {...form.register('password')} type="password" autoComplete="current-password" />}
      </Field>
      <Button type="submit" look="primary" size="lg" className="mt-1" busy={isSubmitting || leaving}>
        Sign in
      </Button>
    </form>
  )
}
