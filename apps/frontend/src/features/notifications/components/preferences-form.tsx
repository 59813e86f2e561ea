import { zodResolver } from '@hookform/resolvers/zod'
import type { NotificationPreference, PutNotificationPreferencesRequest } from '@hg/contracts'
import { type Control, Controller, useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Select } from '#components/ui/select.tsx'
import { preferencesForm, useSavePreferences } from '../change-notifications.ts'
import { kindLabels } from '../words.ts'

type Values = PutNotificationPreferencesRequest

const scopes = [
  {
    options: [
      { value: 'own' as const, label: 'Mine' },
      { value: 'all' as const, label: 'Of all my clients' },
    ],
  },
]

/** One row for each kind: where one is told of it, and of whose. */
export function PreferencesForm({ items }: { items: NotificationPreference[] }) {
  const form = useForm<Values>({ resolver: zodResolver(preferencesForm), defaultValues: { items } })
  const save = useSavePreferences((saved) => form.reset({ items: saved.items }))
  return (
    <form
      noValidate
      aria-label="Notifications"
      className="max-w-[52rem]"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="Your notifications were not changed" fields={[]} />
      <ul className="mb-6">
        {items.map(({ kind }, index) => (
          <Row key={kind} control={form.control} index={index} kind={kind} />
        ))}
      </ul>
      <FormActions unsaved={form.formState.isDirty} busy={save.isPending} onCancel={() => form.reset()} />
    </form>
  )
}

function Row({
  control,
  index,
  kind,
}: {
  control: Control<Values>
  index: number
  kind: NotificationPreference['kind']
}) {
  const { label, hint } = kindLabels[kind]
  return (
    <li className="border-b py-4 first:border-t">
      <fieldset className="grid gap-x-6 gap-y-2 md:grid-cols-[minmax(0,1fr)_auto_11rem] md:items-center">
        <legend className="contents">
          <span className="block">
            <span className="font-medium">{label}</span>
            <span className="block text-sm text-ink-3">{hint}</span>
          </span>
        </legend>
        <div className="flex gap-6">
          <Controller
            control={control}
            name={`items.${index}.in_app`}
            render={({ field }) => <Checkbox label="In the app" checked={field.value} onChange={field.onChange} />}
          />
          <Controller
            control={control}
            name={`items.${index}.email`}
            render={({ field }) => <Checkbox label="By mail" checked={field.value} onChange={field.onChange} />}
          />
        </div>
        {kind !== 'provider_down' && (
          <Controller
            control={control}
            name={`items.${index}.scope`}
            render={({ field }) => (
              <Select
                label={`${label}: whose`}
                value={field.value}
                onChange={field.onChange}
                groups={scopes}
                className="w-full max-w-60"
              />
            )}
          />
        )}
      </fieldset>
    </li>
  )
}
