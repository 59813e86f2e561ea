'use client'

import { type Client, maxTestBriefs } from '@hg/contracts'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { Dialog, DialogBody, DialogFooter, useDialog } from '#components/ui/dialog.tsx'
import { useClients } from '#features/clients/get-clients.ts'
import { useJobs } from '#features/jobs/get-jobs.ts'
import { plural } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import type { TestSetValues } from '../test-set-values.ts'

/** Takes the briefs of pieces that were asked for into the test set; they are read when it is saved. */
export function PiecePicker({ client }: { client: Client }) {
  const { setValue, formState } = useFormContext<TestSetValues>()
  const chosen = useWatch<TestSetValues, 'job_ids'>({ name: 'job_ids' })
  const type = useWatch<TestSetValues, 'content_type'>({ name: 'content_type' })
  const choose = (ids: string[]) => setValue('job_ids', ids, { shouldDirty: true })
  const wrong = formState.errors.job_ids
  const firstWrong = Array.isArray(wrong) ? (wrong as { message?: string }[]).find(Boolean)?.message : wrong?.message
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Dialog
        wide
        title="Take briefs from pieces"
        description={`The newest pieces of ${client.name} and the clients below it (${contentTypeLabels[type]}): topic, keywords and brief of those that you choose.`}
        trigger={<Button size="sm">Take briefs from pieces</Button>}
      >
        <Pieces client={client} chosen={chosen} onChoose={choose} />
      </Dialog>
      {chosen.length > 0 && (
        <p className="text-sm text-ink-2">
          {plural(chosen.length, 'piece')} to be added when it is saved.{' '}
          <button type="button" className="text-accent underline underline-offset-2" onClick={() => choose([])}>
            Leave them out
          </button>
        </p>
      )}
      {firstWrong && (
        <p role="alert" className="text-sm text-danger">
          {firstWrong}
        </p>
      )}
    </div>
  )
}

function Pieces(props: { client: Client; chosen: string[]; onChoose: (ids: string[]) => void }) {
  const { client } = props
  const { close } = useDialog()
  const type = useWatch<TestSetValues, 'content_type'>({ name: 'content_type' })
  const { data: clients } = useClients()
  const nameOf = (id: string) => clients?.find((one) => one.id === id)?.name
  const [ids, setIds] = useState(props.chosen)
  const query = useJobs(
    { clientId: client.id, status: null, contentType: type, q: '', cursor: null },
    { pollMs: false },
  )
  return (
    <>
      <DialogBody>
        <Loaded query={query} what="the pieces" shape="rows" place="section">
          {({ items }) => {
            const pieces = items.filter((job) => !job.is_trial && job.topic !== '')
            return pieces.length === 0 ? (
              <Blank title="No such pieces yet">
                Nothing of this type was asked for by {client.name} or a client below it.
              </Blank>
            ) : (
              <div className="grid gap-4">
                {pieces.some((job) => job.client_id !== client.id) && (
                  <p className="text-sm text-ink-3">
                    A brief of another client stays as long as the text of its piece does, and as long as that client is
                    below {client.name}. What is written from it is a piece of {client.name}, and goes with it.
                  </p>
                )}
                <ul className="divide-y border-y">
                  {pieces.map((job) => (
                    <li key={job.id} className="py-2">
                      <Checkbox
                        label={job.topic}
                        hint={job.client_id === client.id ? undefined : nameOf(job.client_id)}
                        checked={ids.includes(job.id)}
                        onChange={(is) => setIds(is ? [...ids, job.id] : ids.filter((id) => id !== job.id))}
                      />
                    </li>
                  ))}
                </ul>
              </div>
            )
          }}
        </Loaded>
      </DialogBody>
      <DialogFooter>
        <Button onClick={close}>Cancel</Button>
        <Button
          look="primary"
          off={ids.length > maxTestBriefs ? `A test set has at most ${maxTestBriefs} briefs.` : null}
          onClick={() => {
            props.onChoose(ids)
            close()
          }}
        >
          {ids.length === 0 ? 'Choose none' : `Choose ${plural(ids.length, 'piece')}`}
        </Button>
      </DialogFooter>
    </>
  )
}
