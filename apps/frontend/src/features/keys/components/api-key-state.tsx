import type { ApiKey } from '@hg/contracts'
import { Ago, LastDay } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { useNow } from '#lib/use-now.ts'
import { endsSoon } from '../words.ts'

/** Whether an API key works, and until when. */
export function ApiKeyState({ apiKey }: { apiKey: ApiKey }) {
  const { state, expires_at, revoked_at, replaced_by } = apiKey
  const isEndingSoon = endsSoon(apiKey, useNow(60_000))
  if (state === 'revoked') {
    return (
      <div>
        <StateMark shape="cross">Revoked</StateMark>
        {revoked_at !== null && <Note before={<Ago at={revoked_at} />} />}
      </div>
    )
  }
  if (state === 'expired') {
    return (
      <div>
        <StateMark shape="dash">{replaced_by === null ? 'Expired' : 'Replaced'}</StateMark>
        {expires_at !== null && <Note before={<Ago at={expires_at} />} />}
      </div>
    )
  }
  return (
    <div>
      <LiveMark isBeingReplaced={replaced_by !== null} isEndingSoon={isEndingSoon} />
      <Note before={expires_at === null ? 'No expiry' : 'until '}>
        {expires_at !== null && <LastDay until={expires_at} />}
      </Note>
    </div>
  )
}

function LiveMark({ isBeingReplaced, isEndingSoon }: { isBeingReplaced: boolean; isEndingSoon: boolean }) {
  if (isBeingReplaced) {
    return (
      <StateMark shape="ring" tone="accent">
        Being replaced
      </StateMark>
    )
  }
  if (isEndingSoon) {
    return (
      <StateMark shape="warning" tone="caution" loud>
        Ends soon
      </StateMark>
    )
  }
  return (
    <StateMark shape="dot" tone="positive">
      Works
    </StateMark>
  )
}

function Note({ before, children }: { before: React.ReactNode; children?: React.ReactNode }) {
  return (
    <p className="text-sm text-ink-3">
      {before}
      {children}
    </p>
  )
}
