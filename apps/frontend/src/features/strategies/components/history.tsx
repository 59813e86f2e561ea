'use client'

import type { Client, Strategy, StrategyVersion } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Ago, Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { Tag } from '#components/ui/state-mark.tsx'
import { apiUrl } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { strategyQuery } from '../get-strategy.ts'
import { useDiff, useVersions } from '../get-versions.ts'
import { rollBackStrategy, strategyKeys } from '../write-strategy.ts'
import { DifferenceList } from './difference-list.tsx'
import { authorName } from './strategy-state.tsx'

/** A strategy's versions: who made them, why, what each changed, and the way back to one. */
export function StrategyHistory(props: { strategy: Strategy; client: Client; unsaved: boolean; onBack: () => void }) {
  const query = useVersions(props.strategy.id)
  return (
    <Loaded query={query} what="the history" shape="rows">
      {(versions) => (
        <div className="max-w-4xl">
          <div className="border-b">
            {versions.map((version) => (
              <Version key={version.version} {...props} version={version} />
            ))}
          </div>
          <ShowMore query={query} count={versions.length} one="version" />
        </div>
      )}
    </Loaded>
  )
}

type Against = 'before' | 'now'

function Version(props: {
  strategy: Strategy
  client: Client
  unsaved: boolean
  onBack: () => void
  version: StrategyVersion
}) {
  const { strategy, client, version } = props
  const [open, setOpen] = useState(false)
  const [against, setAgainst] = useState<Against>('before')
  const off =
    whyNot(client, 'admin', 'Going back to a version') ??
    (props.unsaved ? 'Save or take back your changes first.' : null)
  return (
    <Disclosure
      open={open}
      onToggle={setOpen}
      title={
        <span className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span>Version {version.version}</span>
          {version.is_current && <Tag>now</Tag>}
          {version.restored_from !== null && <Tag>as version {version.restored_from}</Tag>}
          {version.message && <span className="font-normal text-ink-2">{version.message}</span>}
        </span>
      }
      aside={
        <>
          {authorName(version.author)}, <Ago at={version.created_at} />
        </>
      }
    >
      {open && (
        <div className="grid gap-4 sm:pl-6">
          <div className="flex flex-wrap items-center gap-2">
            {!version.is_current && (
              <Select
                label="Compare"
                className="w-60"
                value={against}
                onChange={setAgainst}
                groups={[
                  {
                    options: [
                      { value: 'before', label: 'What it changed' },
                      { value: 'now', label: 'What changed since' },
                    ],
                  },
                ]}
              />
            )}
            <Button asChild look="quiet">
              <a
                href={apiUrl(`/smm/strategies/${strategy.id}/export`, { version: version.version })}
                download={`${strategy.name}-v${version.version}.yaml`}
              >
                Export
              </a>
            </Button>
            {!version.is_current && (
              <RollbackDialog strategy={strategy} version={version} off={off} onBack={props.onBack} />
            )}
            <span className="ml-auto text-sm text-ink-3">
              <Moment at={version.created_at} />
            </span>
          </div>
          <Differences strategy={strategy} version={version.version} against={against} />
        </div>
      )}
    </Disclosure>
  )
}

function Differences(props: { strategy: Strategy; version: number; against: Against }) {
  const { strategy, version, against } = props
  if (against === 'now') return <Diff strategyId={strategy.id} from={version} to={strategy.version} />
  if (version === 1) return <p className="text-ink-3">The first version: there is nothing before it.</p>
  return <Diff strategyId={strategy.id} from={version - 1} to={version} />
}

function Diff({ strategyId, from, to }: { strategyId: string; from: number; to: number }) {
  const query = useDiff(strategyId, from, to)
  return (
    <Loaded query={query} what="what changed" shape="text" place="line">
      {({ differences }) => <DifferenceList differences={differences} />}
    </Loaded>
  )
}

function RollbackDialog(props: {
  strategy: Strategy
  version: StrategyVersion
  off: string | null
  onBack: () => void
}) {
  const { strategy, version } = props
  return (
    <Dialog
      wide
      title={`Go back to version ${version.version}?`}
      description={`Version ${strategy.version + 1} will say what version ${version.version} said. The versions in between stay.`}
      trigger={<Button off={props.off}>Go back to this version</Button>}
    >
      <RollbackForm {...props} />
    </Dialog>
  )
}

function RollbackForm({
  strategy,
  version,
  onBack,
}: {
  strategy: Strategy
  version: StrategyVersion
  onBack: () => void
}) {
  const queryClient = useQueryClient()
  const { close } = useDialog()
  const [message, setMessage] = useState('')
  const save = useSave({
    send: () =>
      rollBackStrategy(strategy.id, {
        version: version.version,
        base_version: strategy.version,
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      }),
    stale: strategyKeys,
    saved: ({ version: made }) => `Version ${made} says what version ${version.version} said`,
    onSaved: (restored) => {
      queryClient.setQueryData(strategyQuery(strategy.id).queryKey, restored)
      close()
      onBack()
    },
  })
  return (
    <DialogForm
      label="Go back"
      submit={`Save as version ${strategy.version + 1}`}
      busy={save.isPending}
      unsaved={message !== ''}
      onSubmit={() => save.submit(undefined)}
    >
      <SaveProblem error={save.error} title="It was not changed" />
      <section aria-label="What changes">
        <h3 className="mb-2 text-sm text-ink-3">What changes</h3>
        <Diff strategyId={strategy.id} from={strategy.version} to={version.version} />
      </section>
      <Field id="rollback-message" label="Why" hint="It stays in the history." optional>
        {(ids) => (
          <Input {...ids} maxLength={500} value={message} onChange={(event) => setMessage(event.target.value)} />
        )}
      </Field>
    </DialogForm>
  )
}
