'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Client } from '@hg/contracts'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { Dialog, DialogBody, DialogFooter, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { whyNot } from '#lib/roles.ts'
import { roleChoices } from '../role-choices.ts'
import { inviteForm, type InviteForm, type InviteResult, useSendInvites } from '../send-invites.ts'
import { InviteOutcome } from './invite-outcome.tsx'

/** Opens the invite. */
export function InviteButton({ client }: { client: Client }) {
  return (
    <Dialog
      title={`Invite people to ${client.name}`}
      trigger={
        <Button look="primary" off={whyNot(client, 'admin', 'Inviting people')}>
          <UserPlus aria-hidden className="size-4" />
          Invite people
        </Button>
      }
    >
      <InviteSteps client={client} />
    </Dialog>
  )
}

function InviteSteps({ client }: { client: Client }) {
  const [results, setResults] = useState<InviteResult[] | null>(null)
  const { close } = useDialog()
  if (!results) return <InviteFields client={client} onSent={setResults} />
  return (
    <>
      <DialogBody>
        {results.map((result) => (
          <InviteOutcome key={result.email} result={result} />
        ))}
      </DialogBody>
      <DialogFooter>
        <Button onClick={() => setResults(null)}>Invite others</Button>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}

function InviteFields({ client, onSent }: { client: Client; onSent: (results: InviteResult[]) => void }) {
  const form = useForm<InviteForm>({
    resolver: zodResolver(inviteForm, { error: formMessage }),
    defaultValues: { emails: [], role: 'member' },
  })
  const { errors, isDirty } = form.formState
  const send = useSendInvites(client)
  return (
    <DialogForm
      label="Invite people"
      submit="Send the invite"
      busy={send.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit((values) => send.mutate(values, { onSuccess: onSent }))()}
    >
      <Controller
        control={form.control}
        name="emails"
        render={({ field }) => (
          <Field
            id="invite-emails"
            label="E-mail addresses"
            hint="Enter or a comma adds one. Each gets a link of their own."
            error={errorText(errors.emails) ?? errorText(firstOf(errors.emails))}
          >
            {(ids) => (
              <ChipsInput ids={ids} value={field.value} onChange={field.onChange} onBlur={field.onBlur} max={20} />
            )}
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => (
          <FieldGroup id="invite-role" label="Role" hint={client.role === 'owner' ? undefined : 'Up to your own.'}>
            {(ids) => (
              <RadioGroup ids={ids} value={field.value} onChange={field.onChange} choices={roleChoices(client.role)} />
            )}
          </FieldGroup>
        )}
      />
    </DialogForm>
  )
}

/** The error of the first wrong address in the list. */
function firstOf(error: unknown): unknown {
  return Array.isArray(error) ? error.find(Boolean) : undefined
}
