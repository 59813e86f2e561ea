import type { Webhook } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { disabledLabels } from '../words.ts'

/** Whether a webhook is told, and whether it listens. */
export function WebhookState({ webhook: { disabled_for, failing_since } }: { webhook: Webhook }) {
  if (disabled_for !== null) {
    return (
      <div>
        <StateMark
          shape={disabled_for === 'person' ? 'dash' : 'cross'}
          tone={disabled_for === 'person' ? 'quiet' : 'danger'}
        >
          Off
        </StateMark>
        <p className="text-sm text-ink-3">{disabledLabels[disabled_for]}</p>
      </div>
    )
  }
  if (failing_since !== null) {
    return (
      <div>
        <StateMark shape="warning" tone="caution" loud>
          Does not answer
        </StateMark>
        <p className="text-sm text-ink-3">
          since <Moment at={failing_since} />
        </p>
      </div>
    )
  }
  return (
    <StateMark shape="dot" tone="positive">
      On
    </StateMark>
  )
}
