import type { Member } from '@hg/contracts'
import { StateMark, Tag } from '#components/ui/state-mark.tsx'

/** Somebody in a list: their name, and their address where it may be seen. */
export function Person({ member, isMe }: { member: Member; isMe: boolean }) {
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{member.name}</span>
        {isMe && <Tag>you</Tag>}
      </p>
      {member.email && <p className="truncate text-sm text-ink-3">{member.email}</p>}
    </div>
  )
}

/** Whether they sign in with a second factor; a dash where that is not to be seen. */
export function SecondFactorMark({ on }: { on: boolean | null }) {
  if (on === null) return <span className="text-ink-3">Not shown</span>
  return on ? (
    <StateMark shape="check" tone="positive">
      On
    </StateMark>
  ) : (
    <StateMark shape="dash">Off</StateMark>
  )
}
