'use client'

import { type Strategy, strategyName } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { strategyQuery } from '../get-strategy.ts'
import { changeStrategy, strategyKeys } from '../write-strategy.ts'

const renaming = z.object({ name: strategyName })
const fields = ['name']

/** Gives a strategy another name. */
export function RenameDialog(props: { strategy: Strategy; open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title="Rename" open={props.open} onOpenChange={props.onOpenChange}>
      <RenameForm strategy={props.strategy} />
    </Dialog>
  )
}

function RenameForm({ strategy }: { strategy: Strategy }) {
  const queryClient = useQueryClient()
  const { close } = useDialog()
  const form = useForm({
    resolver: zodResolver(renaming, { error: formMessage }),
    defaultValues: { name: strategy.name },
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: ({ name }: { name: string }) => changeStrategy(strategy.id, { base_version: strategy.version, name }),
    errors: { form, fields },
    stale: strategyKeys,
    saved: ({ name }) => `Renamed to ${name}`,
    onSaved: (renamed) => {
      queryClient.setQueryData(strategyQuery(strategy.id).queryKey, renamed)
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
      <Field id="strategy-name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} maxLength={200} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
