'use client'

import { type Client, movablePromptLabel, type Prompt, type PromptLabel } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery, useVersions } from '../get-prompt.ts'
import { moveLabel, promptKeys } from '../write-prompt.ts'

const pointing = z.object({ label: movablePromptLabel, version: z.string() })
type Pointing = z.infer<typeof pointing>
const fields = Object.keys(pointing.shape)

interface LabelProps {
  prompt: Prompt
  client: Client
  /** The label that is moved; without one, a new one is put somewhere. */
  label?: PromptLabel
}

/** Points a label at a version. */
export function LabelDialog(props: LabelProps) {
  const { client, label } = props
  const off = whyNot(client, label?.protected ? 'admin' : 'member', label ? 'Moving this label' : 'Putting labels')
  return (
    <Dialog
      title={label ? `Move ${label.label}` : 'Put a label'}
      trigger={
        <Button size="sm" look={label ? 'quiet' : 'secondary'} off={off}>
          {label ? 'Move' : 'Put a label'}
        </Button>
      }
    >
      <LabelForm {...props} />
    </Dialog>
  )
}

function LabelForm({ prompt, label }: LabelProps) {
  const queryClient = useQueryClient()
  const { close } = useDialog()
  const { data: versions = [] } = useVersions(prompt.id)
  const first = label?.version ?? prompt.latest_version
  const form = useForm<Pointing>({
    resolver: zodResolver(pointing, { error: formMessage }),
    defaultValues: {
      label: label?.label ?? (prompt.labels.some((one) => one.label === 'staging') ? '' : 'staging'),
      version: String(first),
    },
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: ({ label: name, version }: Pointing) =>
      moveLabel(prompt.id, name, {
        version: Number(version),
        base: prompt.labels.find((one) => one.label === name)?.version ?? null,
      }),
    errors: { form, fields },
    stale: promptKeys,
    saved: (changed) => {
      const name = form.getValues('label')
      return `${name} points at version ${changed.labels.find((one) => one.label === name)?.version ?? ''}`
    },
    onSaved: (changed) => {
      queryClient.setQueryData(promptQuery(prompt.id).queryKey, changed)
      close()
    },
  })
  const known = versions.map(({ version }) => version)
  const offered = known.includes(first) ? known : [first, ...known]
  return (
    <DialogForm
      label={label ? 'Move the label' : 'Put a label'}
      submit={label ? 'Move it' : 'Put it'}
      busy={save.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(save.submit)()}
    >
      <SaveProblem error={save.error} title="The label was not moved" fields={fields} />
      {!label && (
        <Field
          id="label-name"
          label="Label"
          hint="Such as staging. Lower-case letters, digits and hyphens."
          error={errorText(errors.label)}
        >
          {(ids) => (
            <Input
              {...ids}
              {...form.register('label')}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Controller
        control={form.control}
        name="version"
        render={({ field }) => (
          <Field id="label-version" label="Points at" error={errorText(errors.version)}>
            {(ids) => (
              <Select
                id={ids.id}
                value={field.value}
                onBlur={field.onBlur}
                onChange={field.onChange}
                groups={[{ options: offered.map((one) => ({ value: String(one), label: `Version ${one}` })) }]}
              />
            )}
          </Field>
        )}
      />
    </DialogForm>
  )
}
