import type { ProviderModel, ProviderOverview, ProviderState } from '@hg/contracts'
import { StateMark, type StateShape, type StateTone } from '#components/ui/state-mark.tsx'

const looks: Record<ProviderState, { shape: StateShape; tone: StateTone; words: string }> = {
  available: { shape: 'check', tone: 'positive', words: 'Available' },
  degraded: { shape: 'warning', tone: 'caution', words: 'Degraded' },
  resting: { shape: 'cross', tone: 'danger', words: 'Not answering' },
  no_key: { shape: 'dash', tone: 'quiet', words: 'No key' },
}

/** How a provider stands. */
export function ProviderMark({ provider: { state } }: { provider: ProviderOverview }) {
  const { shape, tone, words } = looks[state]
  return (
    <StateMark shape={shape} tone={tone} loud={tone === 'caution' || tone === 'danger'}>
      {words}
    </StateMark>
  )
}

/** How a model stands: whether it is still to be had, and whether it rests after failures. */
export function ModelMark({ model }: { model: ProviderModel }) {
  const { state, status, successor } = model
  if (status === 'retired' || status === 'deprecated') {
    return (
      <div>
        <StateMark shape={status === 'retired' ? 'cross' : 'ring'} tone={status === 'retired' ? 'quiet' : 'caution'}>
          {status === 'retired' ? 'Retired' : 'Being retired'}
        </StateMark>
        {successor !== null && (
          <p className="text-sm text-ink-3">
            Use <span className="font-mono text-xs wrap-anywhere">{successor}</span>
          </p>
        )}
      </div>
    )
  }
  if (state === 'resting') {
    return (
      <div>
        <StateMark shape="warning" tone="danger" loud>
          Resting
        </StateMark>
        <p className="text-sm text-ink-3">It failed in a row; others are tried first.</p>
      </div>
    )
  }
  if (state === 'trying') {
    return (
      <StateMark shape="ring" tone="caution" loud pulse>
        Being tried again
      </StateMark>
    )
  }
  return (
    <StateMark shape="check" tone="positive">
      {status === 'beta' ? 'Available, beta' : 'Available'}
    </StateMark>
  )
}
