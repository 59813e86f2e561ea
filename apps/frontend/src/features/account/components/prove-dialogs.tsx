'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { Controller, useForm, type UseFormReturn } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { type ProofForm, proofForm, useDisableTotp, useRenewRecoveryCodes } from '../account-forms.ts'
import { RecoveryCodeList } from './recovery-code-list.tsx'

function useProofForm() {
  return useForm<ProofForm>({
    resolver: zodResolver(proofForm, { error: formMessage }),
    defaultValues: { by: 'password', proof: '' },
  })
}

/** Removes the second factor, for who proves to be the one. */
export function RemoveTotp() {
  const form = useProofForm()
  const { close } = useDialog()
  const disable = useDisableTotp(form, close)
  return (
    <DialogForm
      label="Remove the second factor"
      submit="Remove"
      look="danger"
      busy={disable.isPending}
      onSubmit={() => void form.handleSubmit(disable.submit)()}
    >
      <Problem error={disable.error} title="It was not removed" />
      <ProofFields form={form} />
    </DialogForm>
  )
}

/** Makes new recovery codes and shows them. */
export function RenewCodes() {
  const form = useProofForm()
  const [codes, setCodes] = useState<string[] | null>(null)
  const renew = useRenewRecoveryCodes(form)
  if (codes) return <RecoveryCodeList codes={codes} />
  return (
    <DialogForm
      label="New recovery codes"
      submit="Make new codes"
      busy={renew.isPending}
      onSubmit={() =>
        void form.handleSubmit((values) =>
          renew.mutate(values, { onSuccess: ({ recovery_codes }) => setCodes(recovery_codes) }),
        )()
      }
    >
      <Problem error={renew.error} title="No codes were made" />
      <ProofFields form={form} />
    </DialogForm>
  )
}

function Problem({ error, title }: { error: Error | null; title: string }) {
  return <SaveProblem error={error} title={title} fields={['proof']} fieldOfCode={{ proof_refused: 'proof' }} />
}

function ProofFields({ form }: { form: UseFormReturn<ProofForm> }) {
  const by = form.watch('by')
  return (
    <>
      <Controller
        control={form.control}
        name="by"
        render={({ field }) => (
          <FieldGroup id="proof-by" label="Show that it is you">
            {(ids) => (
              <RadioGroup
                ids={ids}
                value={field.value}
                onChange={(value) => {
                  field.onChange(value)
                  form.resetField('proof')
                }}
                choices={[
                  { value: 'password', label: 'With your password' },
                  { value: 'code', label: 'With a code from the app, or a recovery code' },
                ]}
              />
            )}
          </FieldGroup>
        )}
      />
      <Field id="proof" label={by === 'password' ? 'Password' : 'Code'} error={errorText(form.formState.errors.proof)}>
        {(ids) =>
          by === 'password' ? (
            <Input
              {...ids}
              {...form.register('proof')}
              key="password"
              type="password"
              autoComplete="current-password"
            />
          ) : (
            <Input {...ids} {...form.register('proof')} key="code" autoComplete="one-time-code" className="font-mono" />
          )
        }
      </Field>
    </>
  )
}
