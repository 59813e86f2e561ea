'use client'

import { type Client, type Prompt, promptMessage } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery, useDiff } from '../get-prompt.ts'
import { promptKeys, rollBack } from '../write-prompt.ts'
import { PartDifferences } from './part-differences.tsx'

/** The way back: what an older version said becomes a new one, which is not in use by that. */
export function RollbackDialog(props: { prompt: Prompt; client: Client; version: number; unsaved: boolean }) {
  const { prompt, version } = props
  const off =
    whyNot(props.client, 'member', 'Going back to a version') ??
    (props.unsaved ? 'Save or take back your changes first.' : null)
  return (
    <Dialog
      wide
      title={`Go back to version ${version}?`}
      description={`Version ${prompt.latest_version + 1} will say what version ${version} said. The versions in between stay, and which one is in use does not change.`}
      trigger={<Button off={off}>Go back to this version</Button>}
    >
      <RollbackForm prompt={prompt} version={version} />
    </Dialog>
  )
}

function RollbackForm({ prompt, version }: { prompt: Prompt; version: number }) {
  const queryClient = useQueryClient()
  const { close } = useDialog()
  const [message, setMessage] = useState('')
  const diff = useDiff(prompt.id, prompt.latest_version, version)
  const save = useSave({
    send: () =>
      rollBack(prompt.id, {
        version,
        base_version: prompt.latest_version,
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      }),
    stale: promptKeys,
    saved: ({ latest_version }) => `Version ${latest_version} says what version ${version} said`,
    onSaved: (restored) => {
      queryClient.setQueryData(promptQuery(prompt.id).queryKey, restored)
      close()
    },
  })
  return (
    <DialogForm
      label="Go back"
      submit={`Save as version ${prompt.latest_version + 1}`}
      busy={save.isPending}
      unsaved={message !== ''}
      onSubmit={() => save.submit(undefined)}
    >
      <SaveProblem error={save.error} title="It was not changed" />
      <section aria-label="What changes">
        <Loaded query={diff} what="what changes" shape="text" place="line">
          {(differences) => <PartDifferences differences={differences} />}
        </Loaded>
      </section>
      <Field id="rollback-message" label="Why" hint="It stays in the history." optional>
        {(ids) => (
          <Input
            {...ids}
            maxLength={promptMessage.maxLength ?? 500}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        )}
      </Field>
    </DialogForm>
  )
}
