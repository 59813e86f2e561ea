'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { QueryKey } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'

interface Renaming<Named extends { name: string }> {
  /** What it is called now. */
  name: string
  /** What names of it the contract takes. */
  allowed: z.ZodType<string, string>
  send: (name: string) => Promise<Named>
  /** Query keys that the name makes stale. */
  stale: readonly QueryKey[]
  onRenamed: (renamed: Named) => void
}

const fields = ['name']

/** Gives a thing another name. Its versions stay as they are. */
export function RenameDialog<Named extends { name: string }>(
  props: Renaming<Named> & { open: boolean; onOpenChange: (open: boolean) => void },
) {
  const { open, onOpenChange, ...renaming } = props
  return (
    <Dialog title="Rename" open={open} onOpenChange={onOpenChange}>
      <RenameForm {...renaming} />
    </Dialog>
  )
}

function RenameForm<Named extends { name: string }>(props: Renaming<Named>) {
  const { close } = useDialog()
  const form = useForm({
    resolver: zodResolver(z.object({ name: props.allowed }), { error: formMessage }),
    defaultValues: { name: props.name },
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: ({ name }: { name: string }) => props.send(name),
    errors: { form, fields },
    stale: props.stale,
    saved: ({ name }) => `Renamed to ${name}`,
    onSaved: (renamed) => {
      props.onRenamed(renamed)
      close()
    },
  })
  return (
    <DialogForm
      label="Rename"
      submit="Rename"
      busy={save.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(save.submit)()}
    >
      <SaveProblem error={save.error} title="It was not renamed" fields={fields} />
      <Field id="new-name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} maxLength={200} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
