'use client'

import { type ChangePromptRequest, changePromptRequest, type Prompt } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { promptQuery } from '../get-prompt.ts'
import { promptKeys, rename, renameFields } from '../write-prompt.ts'

/** Gives a template another name. Its versions stay as they are. */
export function RenameDialog(props: { prompt: Prompt; open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title="Rename" open={props.open} onOpenChange={props.onOpenChange}>
      <RenameForm prompt={props.prompt} />
    </Dialog>
  )
}

function RenameForm({ prompt }: { prompt: Prompt }) {
  const queryClient = useQueryClient()
  const { close } = useDialog()
  const form = useForm<ChangePromptRequest>({
    resolver: zodResolver(changePromptRequest, { error: formMessage }),
    defaultValues: { name: prompt.name },
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: (body: ChangePromptRequest) => rename(prompt.id, body),
    errors: { form, fields: renameFields },
    stale: promptKeys,
    saved: ({ name }) => `Renamed to ${name}`,
    onSaved: (renamed) => {
      queryClient.setQueryData(promptQuery(prompt.id).queryKey, renamed)
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
      <SaveProblem error={save.error} title="It was not renamed" fields={renameFields} />
      <Field id="prompt-name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} maxLength={200} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
