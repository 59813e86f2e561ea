import type { Client } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { useRemoveSlack, useTestSlack } from '../change-slack.ts'

/** What can be done with a channel that is set up. */
export function SlackActions({ client }: { client: Client }) {
  const test = useTestSlack(client)
  const remove = useRemoveSlack(client)
  return (
    <>
      <Button busy={test.isPending} onClick={() => test.submit(undefined)}>
        Send a test
      </Button>
      <Confirm
        title="Remove the channel?"
        description="It is told nothing more, and what waits for it is not sent. Its address is forgotten."
        confirm="Remove"
        onConfirm={() => remove.mutateAsync(undefined)}
      >
        <Button look="quiet">Remove…</Button>
      </Confirm>
    </>
  )
}
