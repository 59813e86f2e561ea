'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type Me, passwordLength } from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useLeaveGuard } from '#lib/leave-guard.ts'
import { passwordFields, type PasswordForm, passwordForm, useChangePassword } from '../account-forms.ts'

/** What a good password is, said before one is refused. */
export const passwordHint = `At least ${passwordLength.min} characters: three or four words that do not belong together are easy to keep in mind and hard to guess.`

/** Changes the password, for who knows the present one. */
export function PasswordSection({ me }: { me: Me }) {
  const form = useForm<PasswordForm>({
    resolver: zodResolver(passwordForm, { error: formMessage }),
    defaultValues: { current_password: '', new_password: '', again: '' },
  })
  const { errors, isDirty } = form.formState
  const save = useChangePassword(form)
  useLeaveGuard(isDirty)
  return (
    <Section
      title="Password"
      help={
        <>
          Set on <Moment at={me.password_changed_at} />. A new one ends all your other sessions.
        </>
      }
    >
      <form
        noValidate
        aria-label="Change the password"
        className="grid max-w-[26rem] gap-5"
        onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
      >
        <SaveProblem
          error={save.error}
          title="The password was not changed"
          fields={passwordFields}
          fieldOfCode={{ proof_refused: 'current_password' }}
        />
        {/* Password managers want to know whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <Field id="current-password" label="Present password" error={errorText(errors.current_password)}>
          {(ids) => (
            <Input {...ids} {...form.register('current_password')} type="password" autoComplete="current-password" />
          )}
        </Field>
        <Field id="new-password" label="New password" hint={passwordHint} error={errorText(errors.new_password)}>
          {(ids) => <Input {...ids} {...form.register('new_password')} type="password" autoComplete="new-password" />}
        </Field>
        <Field id="new-password-again" label="New password, again" error={errorText(errors.again)}>
          {(ids) => <Input {...ids} {...form.register('again')} type="password" autoComplete="new-password" />}
        </Field>
        <div>
          <Button type="submit" look="primary" busy={save.isPending}>
            Change the password
          </Button>
        </div>
      </form>
    </Section>
  )
}
