import { zodResolver } from '@hookform/resolvers/zod'
import type { Client, EffectiveProviderKey } from '@hg/contracts'
import { Controller, useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { ApiError } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { providerLabels } from '#lib/labels.ts'
import {
  saveProviderKeyFields,
  type SaveProviderKeyForm,
  saveProviderKeyForm,
  useSaveProviderKey,
} from '../change-provider-keys.ts'

interface SaveProps {
  client: Client
  current: EffectiveProviderKey
}

/** Opens the form for the client's own key to a provider. */
export function SaveProviderKeyButton({ client, current }: SaveProps) {
  const name = providerLabels[current.provider]
  const isOwn = current.source === 'own'
  return (
    <Dialog
      title={isOwn ? `Replace the key to ${name}` : `A key of your own to ${name}`}
      description={`For the pieces of ${client.name} and of every client below that has no key of its own.`}
      trigger={
        <Button size="sm" look="quiet">
          {isOwn ? 'Replace' : 'Add a key'}
          <span className="sr-only">{isOwn ? `the key to ${name}` : `to ${name}`}</span>
        </Button>
      }
    >
      <SaveProviderKeyFields client={client} current={current} />
    </Dialog>
  )
}

function SaveProviderKeyFields({ client, current }: SaveProps) {
  const name = providerLabels[current.provider]
  const form = useForm<SaveProviderKeyForm>({
    resolver: zodResolver(saveProviderKeyForm, { error: formMessage }),
    defaultValues: { key: '', skip_test: false },
  })
  const { errors, isDirty } = form.formState
  const { close } = useDialog()
  const save = useSaveProviderKey(client, current.provider, form, close)
  const isUnreachable = save.error instanceof ApiError && save.error.code === 'provider_unreachable'
  return (
    <DialogForm
      label={`Key to ${name}`}
      submit="Save the key"
      busy={save.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(save.submit)()}
    >
      <SaveProblem
        error={save.error}
        title="The key was not saved"
        fields={saveProviderKeyFields}
        {...(isUnreachable ? { again: 'Try again in a moment, or save it without the test.' } : {})}
      />
      <Field
        id="provider-key"
        label="Key"
        hint={`${name} is asked whether it takes it. It is kept encrypted, and never shown again but for its last four characters.`}
        error={errorText(errors.key)}
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('key')}
            type="password"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      {isUnreachable && (
        <Controller
          control={form.control}
          name="skip_test"
          render={({ field }) => (
            <Checkbox
              label="Save it without the test"
              hint="It is used at once, and marked as untested."
              checked={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
            />
          )}
        />
      )}
    </DialogForm>
  )
}
