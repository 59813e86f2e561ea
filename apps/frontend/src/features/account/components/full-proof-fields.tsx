import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'

/** The password, and a code for who signs in with one. */
export function FullProofFields(props: {
  /** `form.register('password')` and `form.register('code')`. */
  password: UseFormRegisterReturn
  code: UseFormRegisterReturn
  errors: { password?: unknown; code?: unknown }
  hasSecondFactor: boolean
}) {
  return (
    <>
      <Field id="proof-password" label="Your password" error={errorText(props.errors.password)}>
        {(ids) => <Input {...ids} {...props.password} type="password" autoComplete="current-password" />}
      </Field>
      {props.hasSecondFactor && (
        <Field
          id="proof-code"
          label="Your code"
          hint="From your authenticator app, or a recovery code."
          error={errorText(props.errors.code)}
        >
          {(ids) => <Input {...ids} {...props.code} autoComplete="one-time-code" className="max-w-56 font-mono" />}
        </Field>
      )}
    </>
  )
}
