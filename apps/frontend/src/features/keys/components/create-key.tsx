import { zodResolver } from '@hookform/resolvers/zod'
import { apiKeyScope, type Client } from '@hg/contracts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { CheckboxField } from '#components/checkbox-field.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { type NewSecret, SecretDialog } from '#components/secret-dialog.tsx'
import { LastDay } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogForm } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { DateInput, Input } from '#components/ui/input.tsx'
import { toDay } from '#lib/days.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { createKeyFields, type CreateKeyForm, createKeyForm, useCreateApiKey } from '../change-api-keys.ts'
import { scopeLabels } from '../words.ts'

/** Opens the form for a new API key. */
export function CreateKeyButton({ client }: { client: Client }) {
  const [open, setOpen] = useState(false)
  return (
    <SecretDialog
      label="API key"
      noun="key"
      title="Make an API key"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus aria-hidden className="size-4" />
          Make a key
        </Button>
      }
    >
      {(onMade) => <CreateKeyFields client={client} onMade={onMade} />}
    </SecretDialog>
  )
}

const scopeChoices = apiKeyScope.options.map((value) => ({ value, ...scopeLabels[value] }))

function CreateKeyFields({ client, onMade }: { client: Client; onMade: (made: NewSecret) => void }) {
  const form = useForm<CreateKeyForm>({
    resolver: zodResolver(createKeyForm, { error: formMessage }),
    defaultValues: { name: '', scopes: ['content:read'], expires_at: '' },
  })
  const { errors, isDirty } = form.formState
  const create = useCreateApiKey(client, form, ({ key, api_key }) =>
    onMade({
      secret: key,
      note: (
        <>
          <p>
            Programs send it with each request: <code className="font-mono text-sm">Authorization: Bearer …</code>
          </p>
          {api_key.expires_at !== null && (
            <p>
              It works until <LastDay until={api_key.expires_at} />.
            </p>
          )}
        </>
      ),
    }),
  )
  return (
    <DialogForm
      label="Make an API key"
      submit="Make the key"
      busy={create.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(create.submit)()}
    >
      <SaveProblem error={create.error} title="The key was not made" fields={createKeyFields} />
      <Field
        id="key-name"
        label="Name"
        hint="What uses it, so that you know it again: “Website”, “Nightly import”."
        error={errorText(errors.name)}
      >
        {(ids) => <Input {...ids} {...form.register('name')} autoComplete="off" maxLength={100} />}
      </Field>
      <CheckboxField
        control={form.control}
        name="scopes"
        id="key-scopes"
        label="What it may do"
        error={errorText(errors.scopes)}
        choices={scopeChoices}
      />
      <Field
        id="key-expires"
        label="Works until"
        hint="The whole day, in your time. Left empty, it works until it is revoked."
        error={errorText(errors.expires_at)}
        optional
      >
        {(ids) => <DateInput {...ids} {...form.register('expires_at')} min={toDay(new Date().toISOString())} />}
      </Field>
    </DialogForm>
  )
}
