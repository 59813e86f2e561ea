import { zodResolver } from '@hookform/resolvers/zod'
import { type ApiKey, rotationDays } from '@hg/contracts'
import { useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { type NewSecret, SecretDialog } from '#components/secret-dialog.tsx'
import { LastDay } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogForm } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { DateInput } from '#components/ui/input.tsx'
import { toDay } from '#lib/days.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { plural } from '#lib/format.ts'
import { rotateKeyFields, type RotateKeyForm, rotateKeyForm, useRotateApiKey } from '../change-api-keys.ts'

const dayMs = 86_400_000

/** Opens the rotation of a key; off while the key before it still works. */
export function RotateKeyButton(props: { apiKey: ApiKey; forerunner: ApiKey | undefined; onOpen: () => void }) {
  const { apiKey, forerunner, onOpen } = props
  const off = forerunner?.state === 'live' ? 'The key that it replaces still works: finish that rotation first.' : null
  return (
    <Button size="sm" look="quiet" off={off} onClick={onOpen}>
      Rotate<span className="sr-only">{apiKey.name}</span>
    </Button>
  )
}

/** The rotation of a key, then the new one; closed without a key. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <SecretDialog
      label="API key"
      noun="key"
      title={`Replace ${apiKey?.name ?? ''}`}
      open={apiKey !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {(onMade) => apiKey && <RotateKeyFields apiKey={apiKey} onMade={onMade} />}
    </SecretDialog>
  )
}

function RotateKeyFields({ apiKey, onMade }: { apiKey: ApiKey; onMade: (made: NewSecret) => void }) {
  const form = useForm<RotateKeyForm>({
    resolver: zodResolver(rotateKeyForm, { error: formMessage }),
    defaultValues: { keep_old_until: dayIn(rotationDays.usual), expires_at: '' },
  })
  const { errors, isDirty } = form.formState
  const rotate = useRotateApiKey(apiKey, form, ({ key, old }) =>
    onMade({
      secret: key,
      note: (
        <p>
          Give it to whatever uses {apiKey.name}.
          {old.expires_at !== null && (
            <>
              {' '}
              The old key works until <LastDay until={old.expires_at} />; finish the rotation as soon as nothing uses it
              any more.
            </>
          )}
        </p>
      ),
    }),
  )
  return (
    <DialogForm
      label={`Replace ${apiKey.name}`}
      submit="Make the new key"
      busy={rotate.isPending}
      unsaved={isDirty}
      onSubmit={() => void form.handleSubmit(rotate.submit)()}
    >
      <SaveProblem error={rotate.error} title="The key was not replaced" fields={rotateKeyFields} />
      <p className="text-ink-2">
        A new key with the same name and rights is made. Both work until the day on which the old one ends.
      </p>
      <Field
        id="key-keep"
        label="The old key works until"
        hint={`The whole day, in your time. At most ${rotationDays.most} days.`}
        error={errorText(errors.keep_old_until)}
      >
        {(ids) => (
          <DateInput
            {...ids}
            {...form.register('keep_old_until')}
            min={dayIn(0)}
            // The day counts whole, so the last one is the day before.
            max={dayIn(rotationDays.most - 1)}
          />
        )}
      </Field>
      <Field
        id="key-new-expires"
        label="The new key works until"
        hint={lifetimeHint(apiKey)}
        error={errorText(errors.expires_at)}
        optional
      >
        {(ids) => <DateInput {...ids} {...form.register('expires_at')} min={dayIn(0)} />}
      </Field>
    </DialogForm>
  )
}

function dayIn(days: number): string {
  return toDay(new Date(Date.now() + days * dayMs).toISOString())
}

/** What holds when no end is chosen. */
function lifetimeHint({ created_at, expires_at }: ApiKey): string {
  if (expires_at === null) return 'Left empty, it works until it is revoked.'
  const days = Math.max(1, Math.round((Date.parse(expires_at) - Date.parse(created_at)) / dayMs))
  return `Left empty, it works as long as the old one was made for: ${plural(days, 'day')}.`
}
