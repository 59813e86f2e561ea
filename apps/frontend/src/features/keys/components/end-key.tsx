import type { ApiKey } from '@hg/contracts'
import { Ago } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { useFinishRotation, useRevokeApiKey } from '../change-api-keys.ts'

/** Ends a key that another one replaces, before its time. */
export function FinishRotation({ apiKey }: { apiKey: ApiKey }) {
  const finish = useFinishRotation(apiKey)
  return (
    <Confirm
      title="End the old key now?"
      description={`From now on only the new key of ${apiKey.name} works. Whatever still uses the old one is refused within 5 seconds.`}
      details={<LastUse apiKey={apiKey} what="The old key" />}
      confirm="End the old key"
      onConfirm={() => finish.mutateAsync(undefined)}
    >
      <Button size="sm" look="quiet">
        Finish<span className="sr-only">the rotation of {apiKey.name}</span>
      </Button>
    </Confirm>
  )
}

/** Ends a key for good; one that is in use takes its name typed out. */
export function RevokeKey({ apiKey }: { apiKey: ApiKey }) {
  const revoke = useRevokeApiKey(apiKey)
  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      description="Whatever uses it is refused within 5 seconds, and what it watches ends. This cannot be taken back."
      details={<LastUse apiKey={apiKey} what="It" />}
      confirm="Revoke"
      {...(apiKey.last_used_at === null ? {} : { typed: apiKey.name })}
      onConfirm={() => revoke.mutateAsync(undefined)}
    >
      <Button size="sm" look="quiet">
        Revoke<span className="sr-only">{apiKey.name}</span>
      </Button>
    </Confirm>
  )
}

function LastUse({ apiKey: { prefix, last_used_at }, what }: { apiKey: ApiKey; what: string }) {
  return (
    <p className="text-sm text-ink-2">
      <code className="font-mono wrap-anywhere">{prefix}…</code>
      <br />
      {last_used_at === null ? (
        `${what} was never used.`
      ) : (
        <>
          {what} was last used <Ago at={last_used_at} />.
        </>
      )}
    </p>
  )
}
