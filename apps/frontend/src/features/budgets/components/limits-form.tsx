import { zodResolver } from '@hookform/resolvers/zod'
import { budget, type BudgetLevel, type Client, putBudgetRequest, type PutBudgetRequest } from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { UsdInput } from '#components/ui/usd-input.tsx'
import { api } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { usdOrNull } from '#lib/forms/registering.ts'
import { useSave } from '#lib/forms/use-save.ts'

const fields = ['soft_usd', 'hard_usd'] as const

/** The client's own limits for each month; both empty is no budget. */
export function LimitsForm({ client, own }: { client: Client; own: BudgetLevel }) {
  const form = useForm<PutBudgetRequest>({
    resolver: zodResolver(putBudgetRequest, { error: formMessage }),
    defaultValues: { soft_usd: own.soft_usd, hard_usd: own.hard_usd },
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: (body: PutBudgetRequest) => api(`/cpm/clients/${client.id}/budget`, budget, { method: 'PUT', body }),
    errors: { form, fields },
    stale: [['budgets']],
    saved: ({ own: saved }) =>
      saved.soft_usd === null && saved.hard_usd === null ? 'The budget was taken away' : 'The budget holds from now on',
    onSaved: (_, values) => form.reset(values),
  })
  return (
    <form
      noValidate
      aria-label="Monthly limits"
      className="grid max-w-[40rem] gap-6"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="It was not saved" fields={fields} />
      <Field
        id="soft-limit"
        label="Soft limit"
        optional
        hint="When this much is spent in a month, people are told. Nothing is refused."
        error={errorText(errors.soft_usd)}
      >
        {(ids) => <UsdInput {...ids} {...form.register('soft_usd', usdOrNull)} />}
      </Field>
      <Field
        id="hard-limit"
        label="Hard limit"
        optional
        hint="A request that could pass it, with what is reserved for work under way, is refused. Work under way goes on."
        error={errorText(errors.hard_usd)}
      >
        {(ids) => <UsdInput {...ids} {...form.register('hard_usd', usdOrNull)} />}
      </Field>
      <FormActions unsaved={isDirty} busy={save.isPending} onCancel={() => form.reset()} save="Save limits" />
    </form>
  )
}
