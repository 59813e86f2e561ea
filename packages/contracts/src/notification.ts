import { z } from 'zod'
import { llmProvider } from './enums.ts'
import { mailOutcome } from './people/fields.ts'
import { page, pageQuery, timestamp, usd, uuid } from './primitives.ts'
import { callbackUrl } from './webhook.ts'

/** What people are told of. A batch is told once, when its last piece has ended; its pieces are not told one by one. */
export const notificationKind = z.enum([
  'content_ready',
  'job_failed',
  'batch_ended',
  'budget_near',
  'budget_spent',
  'provider_down',
])
export type NotificationKind = z.infer<typeof notificationKind>

/** What happened, with names as its reader may see them now. Which parts are there goes by `kind`. */
export const notice = z.object({
  kind: notificationKind,
  /** Whom it is about; null for the whole installation. */
  client: z.object({ id: uuid, name: z.string(), slug: z.string() }).nullable(),
  /** How many things it stands for. */
  count: z.number().int().positive(),
  /** `content_ready`, `job_failed`: the latest of the pieces, five at most. */
  pieces: z.array(z.object({ id: uuid, title: z.string() })),
  /** `batch_ended`: how its pieces stand now. */
  batch: z
    .object({
      id: uuid,
      name: z.string().nullable(),
      completed: z.number().int().min(0),
      failed: z.number().int().min(0),
      cancelled: z.number().int().min(0),
    })
    .nullable(),
  /** `budget_near`: the soft limit was reached; `budget_spent`: the hard one was, or a request was refused that would pass it. */
  budget: z.object({ month: z.iso.date(), limit_usd: usd, spent_usd: usd, refused: z.boolean() }).nullable(),
  /** `provider_down`: whose calls keep failing. */
  provider: llmProvider.nullable(),
  /** When the first and the last of it happened. */
  first_at: timestamp,
  last_at: timestamp,
})
export type Notice = z.infer<typeof notice>

/** What one was told in the app. `read_at` is null until it was read; more of the same makes it news again. */
export const notification = notice.extend({ id: uuid, read_at: timestamp.nullable() })
export type Notification = z.infer<typeof notification>

/** `GET /notifications`: of the last 90 days, newest first. `unread_count` counts all pages, up to 100. */
export const notificationPage = page(notification).extend({ unread_count: z.number().int().min(0).max(100) })
export type NotificationPage = z.infer<typeof notificationPage>

export const notificationsQuery = pageQuery.extend({ unread: z.enum(['true']).optional() })
export type NotificationsQuery = z.infer<typeof notificationsQuery>

/** `POST /notifications/read`: these, or all up to and with this one. What is not one’s own is passed over. */
export const readNotificationsRequest = z
  .strictObject({ ids: z.array(uuid).min(1).max(100).optional(), through: uuid.optional() })
  .refine(({ ids, through }) => (ids === undefined) !== (through === undefined), {
    error: 'must have either ids or through',
  })
  .meta({ examples: [{ through: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e' }] })
export type ReadNotificationsRequest = z.infer<typeof readNotificationsRequest>

/**
 * How one is told of a kind. `own`: of what one asked for and, as an owner or admin nearest to a client, of its budgets and of
 * what its API keys asked for; `all`: of every client that one may see.
 */
export const notificationPreference = z.strictObject({
  kind: notificationKind,
  in_app: z.boolean(),
  email: z.boolean(),
  scope: z.enum(['own', 'all']),
})
export type NotificationPreference = z.infer<typeof notificationPreference>

/** `PUT /notifications/preferences`: every kind once. */
export const putNotificationPreferencesRequest = z
  .strictObject({
    items: z
      .array(notificationPreference)
      .refine(
        (items) =>
          items.length === notificationKind.options.length &&
          new Set(items.map(({ kind }) => kind)).size === items.length,
        { error: 'must name every kind once' },
      ),
  })
  .meta({
    examples: [
      {
        items: notificationKind.options.map((kind) => ({
          kind,
          in_app: true,
          email: kind === 'job_failed',
          scope: 'own',
        })),
      },
    ],
  })
export type PutNotificationPreferencesRequest = z.infer<typeof putNotificationPreferencesRequest>

/** One's preferences for every kind; `mail` says what becomes of mails in this installation. */
export const notificationPreferences = z.object({
  items: z.array(notificationPreference),
  mail: mailOutcome.exclude(['failed']),
})
export type NotificationPreferences = z.infer<typeof notificationPreferences>

/** A client's channel in Slack, without its address: of that the host and the last signs. */
export const slackChannel = z.object({
  client_id: uuid,
  hint: z.string(),
  kinds: z.array(notificationKind),
  is_enabled: z.boolean(),
  /** `person`: somebody switched it off; `gone`: Slack said that nobody listens there; `failing`: nothing arrived for days. */
  disabled_for: z.enum(['person', 'failing', 'gone']).nullable(),
  /** Since when nothing has arrived there, and what the last try met; null while it takes what is sent. */
  failing_since: timestamp.nullable(),
  last_error: z.string().nullable(),
  last_sent_at: timestamp.nullable(),
})
export type SlackChannel = z.infer<typeof slackChannel>

/** `GET /clients/:id/slack`; null when none is set up. */
export const slackSettings = z.object({ channel: slackChannel.nullable() })
export type SlackSettings = z.infer<typeof slackSettings>

/** `PUT /clients/:id/slack`. Without `url` the address stays as it is; the first time it is needed. */
export const putSlackRequest = z
  .strictObject({
    url: callbackUrl.optional(),
    kinds: z
      .array(notificationKind)
      .min(1, 'must name at least one kind')
      .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'must name each kind once' }),
    is_enabled: z.boolean(),
  })
  .meta({
    examples: [
      {
        url: 'https://hooks.slack.com/services/T000/B000/secret',
        kinds: ['batch_ended', 'job_failed'],
        is_enabled: true,
      },
    ],
  })
export type PutSlackRequest = z.infer<typeof putSlackRequest>

/** What came of a test message: Slack took it, or `error` says what was met instead. */
export const slackTest = z.object({ arrived: z.boolean(), error: z.string().nullable() })
export type SlackTest = z.infer<typeof slackTest>
