'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { askToSignIn, type FirstStep, type SignInAnswer } from '../sign-in.ts'
import { SignInRefusal } from './sign-in-refusal.tsx'

const schema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address').pipe(z.email('This is not an e-mail address')),
  password: z.string().min(1, 'Enter your password'),
})
type Values = z.infer<typeof schema>

/** E-mail and password. */
export function PasswordStep(props: { onSignedIn: () => void; onCodeRequired: (given: FirstStep) => void }) {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } })
  const { errors, isSubmitting } = form.formState
  const [answer, setAnswer] = useState<SignInAnswer | null>(null)

  async function submit(values: Values) {
    setAnswer(null)
    const given = await askToSignIn(values)
    setAnswer(given)
    if (given.outcome === 'signed_in') return props.onSignedIn()
    if (given.outcome === 'code_required') return props.onCodeRequired(values)
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
      <SignInRefusal answer={answer} />
      <Field id="email" label="E-mail" error={errors.email?.message}>
        {(ids) => <Input {...ids} {...form.register('email')} type="email" autoComplete="username" autoFocus />}
      </Field>
      <Field id="password" label="Password" error={errors.password?.message}>
        {(ids) => <Input {...ids} {...form.register('password')} type="password" autoComplete="current-password" />}
      </Field>
      <Button
        type="submit"
        look="primary"
        size="lg"
        className="mt-1"
        busy={isSubmitting || answer?.outcome === 'signed_in'}
      >
        Sign in
      </Button>
      <p className="text-sm">
        <Link href="/forgot-password" className="text-accent hover:underline">
          Forgot password?
        </Link>
      </p>
    </form>
  )
}
