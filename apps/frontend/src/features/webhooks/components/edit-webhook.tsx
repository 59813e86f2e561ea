import { zodResolver } from '@hookform/resolvers/zod'
import type { Webhook } from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useChangeWebhook, webhookFields, type WebhookForm, webhookForm } from '../change-webhooks.ts'
import { WebhookFields } from './webhook-fields.tsx'

/** The fields of a webhook; closed without one. */
export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  return (
    <Dialog
      title="Change the webhook"
      open={webhook !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {webhook && <EditWebhookForm webhook={webhook} />}
    </Dialog>
  )
}

function EditWebhookForm({ webhook }: { webhook: Webhook }) {
  const { close } = useDialog()
  const { url, events, description } = webhook
  const form = useForm<WebhookForm>({
    resolver: zodResolver(webhookForm, { error: formMessage }),
    defaultValues: { url, events, description },
  })
  const change = useChangeWebhook(webhook, form, close)
  return (
    <DialogForm
      label="Change the webhook"
      submit="Save"
      busy={change.isPending}
      unsaved={form.formState.isDirty}
      onSubmit={() => void form.handleSubmit(change.submit)()}
    >
      <SaveProblem error={change.error} title="The webhook was not changed" fields={webhookFields} />
      <WebhookFields form={form} />
    </DialogForm>
  )
}
