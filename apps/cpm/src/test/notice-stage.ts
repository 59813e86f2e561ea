import type { NotificationKind, NotificationPreference } from '@hg/contracts'
import { createMailer, mailEnv, type Mailer } from '@hg/mail'
import { type Context, createLogger, parseEnv } from '@hg/runtime'
import { createTenant, type Tenant, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { submitJob } from '../jobs/submit.ts'
import type { NoticeDeps } from '../notifications/deps.ts'
import { listOwnNotifications } from '../notifications/list.ts'
import { tellWhatIsDue } from '../notifications/notice-loop.ts'
import { getPreferences, putPreferences } from '../notifications/preferences.ts'
import { putSlack } from '../notifications/slack-settings.ts'
import { type Harness, startHarness } from './harness.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** What a test of notifications stands on, new for each test but for the harness. */
export const stage = {} as { h: Harness; post: MailServer; slack: Receiver; mailer: Mailer; place: Tenant }

export const logger = createLogger({ service: 'test', level: 'silent' })

/** Sets the stage for every test of the file that calls it, and clears it after each. */
export function setNoticeStage(): void {
  beforeAll(async () => {
    stage.h = await startHarness()
  })
  afterAll(() => stage.h.close())
  beforeEach(async () => {
    const [post, slack, place] = await Promise.all([
      startMailServer(),
      startReceiver(),
      createTenant(stage.h.target.adminUrl),
    ])
    Object.assign(stage, { post, slack, place, mailer: mailerTo(post.url) })
  })
  afterEach(async () => {
    stage.mailer.close()
    await Promise.all([stage.post.close(), stage.slack.close()])
    await admin('delete from notifications')
    await admin('delete from notice_events')
    await admin('delete from slack_channels')
  })
}

/** Asks the database past every policy. */
export const admin = <T extends object>(sql: string, values: unknown[] = []) =>
  withClient(stage.h.target.adminUrl, async (db) => (await db.query<T>(sql, values)).rows)

export const mailerTo = (url: string) =>
  createMailer({ ...parseEnv(mailEnv, { SMTP_URL: url }), ENVIRONMENT: 'test' }, { logger, timeoutMs: 2000 })

export const person = (id: string): Context => ({ actor: { kind: 'user', id }, requestId: 'test', address: null })
/** A person of the test's tenant. */
export const as = (role: keyof Tenant['users']) => person(stage.place.users[role])

/** Works out and sends what is due; says how each message ended. */
export async function tell(options: Partial<NoticeDeps> = {}): Promise<string[]> {
  const outcomes: string[] = []
  const deps = { ...stage.h.server, mailer: stage.mailer, publicUrl: 'https://app.example', ...options }
  const { signal } = new AbortController()
  await tellWhatIsDue(deps, { stop: signal, cut: signal }, ({ channel }, outcome) => {
    outcomes.push(`${channel} ${outcome}`)
  })
  return outcomes.sort()
}

/** Lets the time for more of the same pass, and every wait. */
export const passTime = () =>
  admin(`update notifications set open_until = now() - interval '1 minute',
    due_at = case when due_at is not null then now() - interval '1 minute' end`)

export async function submit(
  topic: string,
  by: Context = as('member'),
  clientId = stage.place.customerId,
): Promise<string> {
  return (await submitJob(stage.h.server, by, stage.h.request({ client_id: clientId, topic }))).accepted.job_id
}
export const end = (status: 'completed' | 'failed' | 'cancelled', ...ids: string[]) =>
  admin('update jobs set status = $1, completed_at = now() where id = any ($2)', [status, ids])

export const inApp = async (who: Context) => (await listOwnNotifications(stage.h.server, who, { limit: 50 })).items
export const kindsOf = async (who: Context) => (await inApp(who)).map(({ kind, count }) => [kind, count])

export async function prefer(
  who: Context,
  kind: NotificationKind,
  change: Partial<NotificationPreference>,
): Promise<void> {
  const { items } = await getPreferences(stage.h.server, who)
  await putPreferences(stage.h.server, who, {
    items: items.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
  })
}

export const connect = (kinds: NotificationKind[], clientId = stage.place.agencyId) =>
  putSlack(stage.h.server, as('admin'), {
    id: clientId,
    url: `${stage.slack.origin}/services/T0/B0/secret`,
    kinds,
    is_enabled: true,
  })

export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (error: { code?: string }) => error.code ?? 'an error without a code',
  )
