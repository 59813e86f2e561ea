import { zodResolver } from '@hookform/resolvers/zod'
import {
  type Client,
  type PutRetentionRequest,
  putRetentionRequest,
  type Retention,
  retention,
  type RetentionKind,
} from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { NumberInput } from '#components/ui/input.tsx'
import { api } from '#lib/api.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { numberOrNull } from '#lib/forms/registering.ts'
import { useSave } from '#lib/forms/use-save.ts'

/** The kinds of data in words. */
export const retentionLabels: Record<RetentionKind, { label: string; hint: string; one: string }> = {
  content: {
    label: 'Content',
    hint: 'Briefs, prompts and texts of finished pieces. What they cost stays.',
    one: 'piece',
  },
  events: { label: 'History of pieces', hint: 'When a piece was queued, begun and finished.', one: 'event' },
  audit: {
    label: 'Details of the audit',
    hint: 'What changes held and where they came from. That they were made stays. 30 days at least.',
    one: 'change',
  },
}
const kinds = Object.keys(retentionLabels) as RetentionKind[]

/** The client's own rules; an empty field leaves it to the client above. */
export function RetentionForm({ client, retention: current }: { client: Client; retention: Retention }) {
  const form = useForm<PutRetentionRequest>({
    resolver: zodResolver(putRetentionRequest, { error: formMessage }),
    defaultValues: Object.fromEntries(current.rules.map(({ kind, own, days }) => [kind, own ? days : null])),
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: (body: PutRetentionRequest) => api(`/smm/clients/${client.id}/retention`, retention, { method: 'PUT', body }),
    errors: { form, fields: kinds },
    stale: [['retention']],
    saved: 'Retention saved',
    onSaved: (_, values) => form.reset(values),
  })
  return (
    <form
      noValidate
      aria-label="Retention"
      className="grid max-w-[40rem] gap-6"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="It was not saved" fields={kinds} />
      {kinds.map((kind) => (
        <Field
          key={kind}
          id={kind}
          label={retentionLabels[kind].label}
          hint={`${retentionLabels[kind].hint} ${fromAbove(current.rules.find((rule) => rule.kind === kind))}`}
          error={errorText(errors[kind])}
          optional
        >
          {(ids) => <NumberInput {...ids} {...form.register(kind, numberOrNull)} unit="days" min={1} max={3650} />}
        </Field>
      ))}
      <FormActions unsaved={isDirty} busy={save.isPending} onCancel={() => form.reset()} />
    </form>
  )
}

/** What holds when the field is left empty. */
function fromAbove(rule: Retention['rules'][number] | undefined): string {
  if (!rule || rule.own) return 'Left empty, the rule of the client above holds.'
  if (rule.days === null) return 'Left empty, it is kept for ever.'
  return `Left empty, ${rule.days} days hold, set ${rule.client ? `by ${rule.client.name}` : 'above'}.`
}
