import { zodResolver } from '@hookform/resolvers/zod'
import { type Client, notificationKind, type NotificationKind, type SlackChannel } from '@hg/contracts'
import { Controller, useForm } from 'react-hook-form'
import { CheckboxField } from '#components/checkbox-field.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Switch } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input } from '#components/ui/input.tsx'
import { kindLabels } from '#features/notifications/words.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { slackFields, slackForm, type SlackForm as Values, useSaveSlack } from '../change-slack.ts'

/** What most want to be told of: not of every single piece that is ready. */
const usual: NotificationKind[] = ['job_failed', 'batch_ended', 'budget_near', 'budget_spent', 'provider_down']

/** The channel's address, and what it is told. */
export function SlackForm({ client, channel }: { client: Client; channel: SlackChannel | null }) {
  // That a provider is down is told to the root and to agencies alone.
  const kinds = notificationKind.options.filter(
    (kind) => kind !== 'provider_down' || client.type === 'root' || client.type === 'agency',
  )
  const form = useForm<Values>({
    resolver: zodResolver(slackForm(channel !== null), { error: formMessage }),
    defaultValues: {
      url: '',
      kinds: kinds.filter((kind) => (channel?.kinds ?? usual).includes(kind)),
      is_enabled: channel?.is_enabled ?? true,
    },
  })
  const { errors, isDirty } = form.formState
  const save = useSaveSlack(client, form)
  return (
    <form
      noValidate
      aria-label="Slack channel"
      className="grid max-w-[40rem] gap-6"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="The channel was not saved" fields={slackFields} />
      <Field
        id="slack-url"
        label="Address of the incoming webhook"
        hint={
          channel
            ? `${channel.hint} is set, sealed, and not shown again. Left empty, it stays.`
            : 'From Slack: Apps, Incoming Webhooks, Add to a channel. Whoever has it may post there: it is stored sealed and not shown again.'
        }
        error={errorText(errors.url)}
        optional={channel !== null}
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('url')}
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://hooks.slack.com/services/…"
          />
        )}
      </Field>
      <CheckboxField
        control={form.control}
        name="kinds"
        id="slack-kinds"
        label="Tell it when"
        error={errorText(errors.kinds)}
        choices={kinds.map((value) => ({ value, label: kindLabels[value].label }))}
      />
      {channel && (
        <Controller
          control={form.control}
          name="is_enabled"
          render={({ field }) => (
            <Switch
              label="On"
              hint="Switched off, it is told nothing, and what waits for it is not sent."
              checked={field.value}
              onChange={field.onChange}
            />
          )}
        />
      )}
      <FormActions
        unsaved={isDirty}
        busy={save.isPending}
        onCancel={() => form.reset()}
        save={channel ? 'Save changes' : 'Connect'}
      />
    </form>
  )
}
