import type { NotificationPreferences, PutNotificationPreferencesRequest } from '@hg/contracts'
import { type Database, listPreferences, savePreferences, withTenant, writeAudit } from '@hg/db'
import type { Mailer } from '@hg/mail'
import type { Context } from '@hg/runtime'
import { requirePerson } from './require-person.ts'

interface Deps {
  db: Database
  /** What becomes of mails in this installation. */
  mail: Mailer['means']
}

/** How the acting person is told of each kind. */
export async function getPreferences({ db, mail }: Deps, ctx: Context): Promise<NotificationPreferences> {
  return withTenant(db, ctx.actor, async (tx) => {
    await requirePerson(tx)
    return { items: await listPreferences(tx), mail }
  })
}

/** Changes how the acting person is told: it holds for what happens from now on. */
export async function putPreferences(
  { db, mail }: Deps,
  ctx: Context,
  input: PutNotificationPreferencesRequest,
): Promise<NotificationPreferences> {
  return withTenant(db, ctx.actor, async (tx) => {
    const me = await requirePerson(tx)
    const before = await listPreferences(tx)
    await savePreferences(tx, input.items)
    const items = await listPreferences(tx)
    if (JSON.stringify(before) !== JSON.stringify(items)) {
      await writeAudit(tx, ctx, {
        clientId: null,
        action: 'notification_preferences.changed',
        targetType: 'person',
        targetId: me.id,
        before: { items: before },
        after: { items },
      })
    }
    return { items, mail }
  })
}
