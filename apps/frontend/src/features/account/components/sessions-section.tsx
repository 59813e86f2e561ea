'use client'

import type { Session } from '@hg/contracts'
import { Monitor, Smartphone, Tablet } from 'lucide-react'
import { Loaded } from '#components/loaded.tsx'
import { Ago, Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { useEndSessions, useSessions } from '../account-forms.ts'
import { endSession } from '../sign-out.ts'

const icons = { desktop: Monitor, mobile: Smartphone, tablet: Tablet, unknown: Monitor }

/** Where one is signed in, to be ended one by one or all at once. */
export function SessionsSection() {
  const sessions = useSessions()
  const end = useEndSessions()
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0
  return (
    <Section
      title="Sessions"
      help="Where you are signed in. What you end stops within a minute, also where a page is open."
      actions={
        others > 0 && (
          <Confirm
            title="End all other sessions?"
            description="Everywhere but here you have to sign in again."
            confirm="End them"
            onConfirm={() => end.mutateAsync(null)}
          >
            <Button>End all others</Button>
          </Confirm>
        )
      }
    >
      <Loaded query={sessions} what="your sessions" shape="rows" place="section">
        {(items) => (
          <ul aria-label="Sessions" className="divide-y border-y">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => end.mutateAsync(session.id)} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => Promise<unknown> }) {
  const Icon = icons[session.kind]
  return (
    <li className="flex items-center gap-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium">{session.device}</span>
          {session.current && (
            <StateMark shape="dot" tone="positive" className="text-sm">
              This one
            </StateMark>
          )}
        </p>
        <p className="text-sm text-ink-3">
          {session.address ?? 'Unknown address'} · last used <Ago at={session.last_seen_at} /> · since{' '}
          <Moment at={session.created_at} />
        </p>
      </div>
      {session.current ? (
        <Button size="sm" look="quiet" onClick={() => void endSession()}>
          Sign out
        </Button>
      ) : (
        <Confirm
          title="End this session?"
          description={`${session.device} is signed out within a minute.`}
          confirm="End it"
          onConfirm={onEnd}
        >
          <Button size="sm" look="quiet">
            End<span className="sr-only"> the session of {session.device}</span>
          </Button>
        </Confirm>
      )}
    </li>
  )
}
