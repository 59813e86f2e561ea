import type { EffectiveProviderKey } from '@hg/contracts'
import { Ago } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { providerLabels } from '#lib/labels.ts'
import { refusalLabels } from '../words.ts'

/** Whether the provider takes the key, as far as is known. */
export function ProviderKeyState({ row: { provider, source, key } }: { row: EffectiveProviderKey }) {
  const name = providerLabels[provider]
  if (source === 'none') {
    return (
      <div>
        <StateMark shape="dash">Not available</StateMark>
        <p className="text-sm text-ink-3">Nothing is written with {name} until a key is saved.</p>
      </div>
    )
  }
  if (!key) return <span className="text-ink-3">–</span>
  switch (key.state) {
    case 'accepted':
      return (
        <div>
          <StateMark shape="check" tone="positive">
            Accepted
          </StateMark>
          {key.tested_at !== null && (
            <p className="text-sm text-ink-3">
              Tested <Ago at={key.tested_at} />
            </p>
          )}
        </div>
      )
    case 'untested':
      return (
        <div>
          <StateMark shape="ring" tone="caution" loud>
            Untested
          </StateMark>
          <p className="text-sm text-ink-3">Saved without asking {name}.</p>
        </div>
      )
    case 'refused':
      return (
        <div>
          <StateMark shape="warning" tone="danger" loud>
            Refused
          </StateMark>
          <p className="text-sm text-ink-3">
            {key.refused_for !== null && refusalLabels[key.refused_for]}
            {key.refused_at !== null && (
              <>
                {' '}
                Refused <Ago at={key.refused_at} />.
              </>
            )}
          </p>
        </div>
      )
  }
}
