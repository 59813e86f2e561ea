import type { SentInvite } from '@hg/contracts'
import { Notice } from '#components/ui/notice.tsx'
import { Secret } from '#components/ui/secret.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { InviteResult } from '../send-invites.ts'

/** What came of an invite: that the mail is out; or the link to pass on, because none is; or why there is no invite. */
export function InviteOutcome({ result }: { result: InviteResult }) {
  if ('error' in result) {
    return (
      <Notice tone="danger" role="alert" title={`${result.email} was not invited`}>
        <p>{result.error.message}</p>
      </Notice>
    )
  }
  return <SentOutcome sent={result.sent} />
}

const unsent = {
  written: 'The mail was written to a file on the server: no mail server is set up. Pass the link on yourself.',
  not_configured: 'This installation sends no mail. Pass the link on yourself.',
  failed: 'The mail could not be sent. Pass the link on yourself, or send the invite again later.',
}

/** The same for an invite that exists. */
export function SentOutcome({ sent }: { sent: SentInvite }) {
  if (sent.link === null || sent.mail === 'sent' || sent.mail === null) {
    return (
      <StateMark shape="check" tone="positive">
        The invite is on its way to {sent.email}
      </StateMark>
    )
  }
  return (
    <div className="grid gap-4">
      <Notice tone="caution" title={`${sent.email} is invited, but has not got the mail`}>
        <p>{unsent[sent.mail]}</p>
      </Notice>
      <Secret
        label={`Link for ${sent.email}`}
        value={sent.link}
        warning="Give it to them only: whoever has it can accept. It is shown only this once, and works for seven days."
      />
    </div>
  )
}
