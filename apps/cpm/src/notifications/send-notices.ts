import type { Notice } from '@hg/contracts'
import {
  disableSlack,
  noteLetter,
  noteSlackHealth,
  type NoticeVerdict,
  type NotificationRow,
  readLetter,
  type TakenNotice,
  withTenant,
  writeAudit,
} from '@hg/db'
import type { Actor } from '@hg/runtime'
import type { NoticeDeps } from './deps.ts'
import { decideMail, decideSlack, decideSlackDisabling, errorOf, type Tried } from './next-try.ts'
import { postToSlack } from './post-to-slack.ts'
import { requirePerson } from './require-person.ts'
import { toNotices } from './to-notices.ts'
import { writeMail, writeSlackText } from './write-messages.ts'

/** What became of a message; null when there was nothing to send any more. */
export type NoticeOutcome = NoticeVerdict['status'] | null

/**
 * Makes one try of a message that was taken: reads what it tells as its receiver may see it now, sends it, and notes what
 * came of it.
 */
export function sendNotice(deps: NoticeDeps, taken: TakenNotice, signal: AbortSignal): Promise<NoticeOutcome> {
  return taken.channel === 'email'
    ? sendMail(deps, taken.letter, { kind: 'user', id: taken.user_id })
    : sendSlack(deps, taken.letter, { kind: 'client', id: taken.slack_client_id }, signal)
}

async function sendMail(deps: NoticeDeps, letter: string, person: Actor): Promise<NoticeOutcome> {
  const found = await withTenant(deps.db, person, async (tx) => {
    const rows = await readLetter(tx, letter)
    if (rows.length === 0) return null
    const { email } = await requirePerson(tx)
    return { rows, notices: await toNotices(tx, rows), to: email }
  })
  if (!found) return null
  const at = new Date()
  const mail = writeMail(found.notices, { to: found.to, letter, publicUrl: deps.publicUrl })
  const verdict = decideMail(await deps.mailer.send(mail), triedOf(found.rows, at))
  const noted = await withTenant(deps.db, person, (tx) => noteLetter(tx, letter, verdict))
  return noted ? verdict.status : null
}

async function sendSlack(deps: NoticeDeps, letter: string, client: Actor, signal: AbortSignal): Promise<NoticeOutcome> {
  const rows = await withTenant(deps.db, client, (tx) => readLetter(tx, letter))
  if (rows.length === 0) return null
  const text = writeSlackText(await noticesOfClients(deps, client, rows), deps.publicUrl)
  const at = new Date()
  const sent = await postToSlack(deps, client.id, text, signal)
  if (!sent) return null
  const verdict = decideSlack(sent, triedOf(rows, at))
  return withTenant(deps.db, client, async (tx) => {
    if (!(await noteLetter(tx, letter, verdict))) return null
    const failingSince = await noteSlackHealth(tx, client.id, errorOf(sent))
    const reason = verdict.status === 'sent' ? null : decideSlackDisabling(sent.status, failingSince, at)
    if (reason && (await disableSlack(tx, client.id, reason))) {
      deps.logger.warn({ clientId: client.id, reason }, 'a Slack channel was switched off')
      const call = { requestId: `notice-${letter}`, address: null }
      await writeAudit(tx, call, {
        clientId: client.id,
        action: 'slack.disabled',
        targetType: 'client',
        targetId: client.id,
        facts: { reason },
      })
    }
    return verdict.status
  })
}

/** What a channel is told, in the order of its rows: of each client below it as that client's own services may see it. */
async function noticesOfClients(deps: NoticeDeps, client: Actor, rows: NotificationRow[]): Promise<Notice[]> {
  const notices = new Map<string, Notice>()
  for (const [clientId, own] of Map.groupBy(rows, (row) => row.client_id ?? client.id)) {
    const told = await withTenant(deps.db, { kind: 'client', id: clientId }, (tx) => toNotices(tx, own))
    own.forEach(({ id }, index) => {
      const notice = told[index]
      if (notice) notices.set(id, notice)
    })
  }
  return rows.flatMap(({ id }) => notices.get(id) ?? [])
}

const triedOf = (rows: NotificationRow[], at: Date): Tried => ({
  number: Math.max(...rows.map(({ tries }) => tries)),
  at,
})
