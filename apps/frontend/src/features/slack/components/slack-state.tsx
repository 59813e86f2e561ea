import type { SlackChannel } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'

const reasons: Record<NonNullable<SlackChannel['disabled_for']>, string> = {
  person: 'Switched off by hand.',
  failing: 'Nothing arrived there for three days. Mend the address, then switch it on.',
  gone: 'Slack says that nobody listens there any more. Give it a new address, then switch it on.',
}

/** Whether a channel is told, and whether it takes what is sent. */
export function SlackState({ channel }: { channel: SlackChannel }) {
  const { disabled_for, failing_since, last_error, last_sent_at } = channel
  return (
    <div className="grid gap-1">
      {disabled_for === null && failing_since === null && (
        <StateMark shape="dot" tone="positive">
          On
        </StateMark>
      )}
      {disabled_for === null && failing_since !== null && (
        <StateMark shape="warning" tone="caution" loud>
          Does not take what is sent
        </StateMark>
      )}
      {disabled_for !== null && (
        <StateMark
          shape={disabled_for === 'person' ? 'dash' : 'cross'}
          tone={disabled_for === 'person' ? 'quiet' : 'danger'}
        >
          Off
        </StateMark>
      )}
      <p className="text-sm text-ink-3">
        {disabled_for !== null && `${reasons[disabled_for]} `}
        {failing_since !== null && (
          <>
            Since <Moment at={failing_since} />
            {last_error !== null && `: ${last_error}`}.{' '}
          </>
        )}
        {last_sent_at === null ? (
          'Nothing has arrived there yet.'
        ) : (
          <>
            The last message arrived <Moment at={last_sent_at} />.
          </>
        )}
      </p>
    </div>
  )
}
