import { webhookEvent } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { CheckboxField } from '#components/checkbox-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import type { WebhookForm } from '../change-webhooks.ts'
import { eventLabels } from '../words.ts'

const eventChoices = webhookEvent.options.map((value) => ({ value, ...eventLabels[value] }))

/** The fields of a webhook, new or known. */
export function WebhookFields({ form }: { form: UseFormReturn<WebhookForm> }) {
  const { errors } = form.formState
  return (
    <>
      <Field
        id="webhook-url"
        label="Address"
        hint="An https address of yours that answers with 2xx within 10 seconds."
        error={errorText(errors.url)}
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('url')}
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://example.com/hooks/content"
          />
        )}
      </Field>
      <CheckboxField
        control={form.control}
        name="events"
        id="webhook-events"
        label="Tell it when"
        error={errorText(errors.events)}
        choices={eventChoices}
      />
      <Field
        id="webhook-description"
        label="Note"
        hint="What listens there, so that you know it again."
        error={errorText(errors.description)}
        optional
      >
        {(ids) => <Input {...ids} {...form.register('description')} autoComplete="off" maxLength={200} />}
      </Field>
    </>
  )
}
