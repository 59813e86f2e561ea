'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { askToSignIn, type FirstStep, type SignInAnswer } from '../sign-in.ts'
import { SignInRefusal } from './sign-in-refusal.tsx'

const schema = z.object({ code: z.string().trim().min(6, 'Enter the six digits, or a recovery code') })
type Values = z.infer<typeof schema>

/** The second factor's code. The first step's password goes along: nothing is signed in halfway. */
export function CodeStep(props: { given: FirstStep; onSignedIn: () => void; onBack: () => void }) {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { code: '' } })
  const { errors, isSubmitting } = form.formState
  const [answer, setAnswer] = useState<SignInAnswer | null>(null)

  async function submit({ code }: Values) {
    setAnswer(null)
    const given = await askToSignIn({ ...props.given, code })
    setAnswer(given)
    if (given.outcome === 'signed_in') return props.onSignedIn()
    form.reset()
    form.setFocus('code')
  }

  return (
    <form
      noValidate
      aria-label="Second factor"
      className="grid gap-5"
      method="post"
      onSubmit={(event) => void form.handleSubmit(submit)(event)}
    >
      <SignInRefusal answer={answer} />
      <Field
        id="code"
        label="Code"
        hint="From your authenticator app. Without your phone, one of your recovery codes."
        error={errors.code?.message}
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('code')}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={30}
            autoFocus
            className="font-mono"
          />
        )}
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
        <button type="button" className="text-accent hover:underline" onClick={props.onBack}>
          Use another account
        </button>
      </p>
    </form>
  )
}
