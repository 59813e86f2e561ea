import { zodResolver } from '@hookform/resolvers/zod'
import { type Client, webhookEvent } from '@hg/contracts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { type NewSecret, SecretDialog } from '#components/secret-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogForm } from '#components/ui/dialog.tsx'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useCreateWebhook, webhookFields, type WebhookForm, webhookForm } from '../change-webhooks.ts'
import { SecretNote } from './rotate-secret.tsx'
import { WebhookFields } from './webhook-fields.tsx'

/** Opens the form for a new webhook, then shows its secret. */
export function CreateWebhookButton({ client }: { client: Client }) {
  const [open, setOpen] = useState(false)
  return (
    <SecretDialog
      title="Add a webhook"
      label="Signing secret"
      noun="secret"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus aria-hidden className="size-4" />
          Add a webhook
        </Button>
      }
    >
      {(onMade) => <CreateWebhookForm client={client} onMade={onMade} />}
    </SecretDialog>
  )
}

function CreateWebhookForm({ client, onMade }: { client: Client; onMade: (made: NewSecret) => void }) {
  const form = useForm<WebhookForm>({
    resolver: zodResolver(webhookForm, { error: formMessage }),
    defaultValues: { url: '', events: [...webhookEvent.options], description: '' },
  })
  const create = useCreateWebhook(client, form, ({ secret }) => onMade({ secret, note: <SecretNote /> }))
  return (
    <DialogForm
      label="Add a webhook"
      submit="Add it"
      busy={create.isPending}
      unsaved={form.formState.isDirty}
      onSubmit={() => void form.handleSubmit(create.submit)()}
    >
      <SaveProblem error={create.error} title="The webhook was not added" fields={webhookFields} />
      <WebhookFields form={form} />
    </DialogForm>
  )
}
