import { zodResolver } from '@hookform/resolvers/zod'
import { budget, type BudgetLevel, type Client, putBudgetRequest, type PutBudgetRequest } from '@hg/contracts'
import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { UsdInput } from '#components/ui/usd-input.tsx'
import { api } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { usdOrNull } from '#lib/forms/registering.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { budgetQuery } from '../get-budget.ts'

const fields = ['soft_usd', 'hard_usd'] as const

type Limits = Pick<BudgetLevel, 'soft_usd' | 'hard_usd'>

const limitsOf = ({ soft_usd, hard_usd }: Limits): Limits => ({ soft_usd, hard_usd })
const isSame = (a: Limits, b: Limits) => a.soft_usd === b.soft_usd && a.hard_usd === b.hard_usd
const labels: Record<string, string> = { soft_usd: 'Soft limit', hard_usd: 'Hard limit' }

/**
 * The client's own limits for each month; both empty is no budget. A newer reading is shown while nothing is typed; what
 * somebody else saved while one typed is shown beside it, and never overwritten unasked.
 */
export function LimitsForm({ client, own }: { client: Client; own: BudgetLevel }) {
  // What the form began with.
  const [base, setBase] = useState(limitsOf(own))
  const form = useForm<PutBudgetRequest>({
    resolver: zodResolver(putBudgetRequest, { error: formMessage }),
    defaultValues: base,
  })
  const queryClient = useQueryClient()
  const { errors, isDirty } = form.formState
  useEffect(() => {
    const now = limitsOf(own)
    if (isDirty || isSame(now, base)) return
    setBase(now)
    form.reset(now)
  }, [own, base, isDirty, form])
  const save = useSave({
    send: (body: PutBudgetRequest) => api(`/cpm/clients/${client.id}/budget`, budget, { method: 'PUT', body }),
    errors: { form, fields },
    stale: [['budgets']],
    saved: ({ own: saved }) =>
      saved.soft_usd === null && saved.hard_usd === null ? 'The budget was taken away' : 'The budget holds from now on',
    onSaved: (saved) => {
      queryClient.setQueryData(budgetQuery(client.id).queryKey, saved)
      beginAgain(limitsOf(saved.own))
    },
  })
  const current = save.conflict?.current as Limits | undefined

  function beginAgain(from: Limits) {
    setBase(from)
    form.reset(from)
  }
  return (
    <form
      noValidate
      aria-label="Monthly limits"
      className="grid max-w-[40rem] gap-6"
      onSubmit={(event) => void form.handleSubmit((values) => save.submit({ ...values, base }))(event)}
    >
      <SaveProblem error={save.conflict ? null : save.error} title="It was not saved" fields={fields} />
      {current && (
        <ConflictNotice
          conflict={{ current, yours: save.conflict?.yours }}
          what="these limits"
          label={(path) => labels[path] ?? path}
          busy={save.isPending}
          onTakeCurrent={() => {
            save.reset()
            beginAgain(current)
          }}
          onSaveMine={() => save.submit({ ...form.getValues(), base: current })}
        />
      )}
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
