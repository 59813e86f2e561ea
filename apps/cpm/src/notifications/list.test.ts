import { fanOutNotices, withoutTenant, withTenant } from '@hg/db'
import { waitFor } from '@hg/testkit'
import { describe, expect, it } from 'vitest'
import { putBudget } from '../budgets/put.ts'
import {
  admin,
  as,
  codeOf,
  end,
  kindsOf,
  logger,
  passTime,
  setNoticeStage,
  stage,
  submit,
  tell,
} from '../test/notice-stage.ts'
import { listOwnNotifications, readNotifications } from './list.ts'
import { createNoticeLoop } from './notice-loop.ts'
import { getPreferences } from './preferences.ts'
import { purgeOldNotices } from './purge.ts'

setNoticeStage()

describe('notifications', () => {
  it('are read by one person alone, one by one or all up to one, and counted', async () => {
    for (const topic of ['One', 'Two', 'Three']) {
      await end('failed', await submit(topic))
      await tell()
      await passTime()
    }
    const page = await listOwnNotifications(stage.h.server, as('member'), { limit: 2 })
    expect([page.items.length, page.unread_count]).toEqual([2, 3])
    const rest = await listOwnNotifications(stage.h.server, as('member'), { limit: 2, cursor: page.next_cursor ?? '' })
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null])
    await readNotifications(stage.h.server, as('owner'), { ids: page.items.map(({ id }) => id) })
    const unread = () => listOwnNotifications(stage.h.server, as('member'), { limit: 9, unread: 'true' })
    // Nobody's notification, if later than all of theirs.
    await readNotifications(stage.h.server, as('member'), { through: 'ffffffff-ffff-7fff-bfff-ffffffffffff' })
    expect((await unread()).unread_count).toBe(3)
    await readNotifications(stage.h.server, as('member'), { through: page.items[1]?.id ?? '' })
    expect(await unread()).toMatchObject({ unread_count: 1, items: [{ id: page.items[0]?.id }] })
  })

  it('are for people: a key and a client’s service have none', async () => {
    const client = { actor: { kind: 'client' as const, id: stage.place.customerId }, requestId: 'test', address: null }
    expect(await codeOf(listOwnNotifications(stage.h.server, client, { limit: 1 }))).toBe('not_found')
    expect(await codeOf(getPreferences(stage.h.server, client))).toBe('not_found')
  })

  it('hold no text of a client’s', async () => {
    await end('failed', await submit('A very private topic'))
    await withoutTenant(stage.h.db, (tx) => fanOutNotices(tx, { page: 100, digestMs: 60_000 }))
    const rows = await admin('select * from notifications')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('private topic')
  })

  it('are told by a worker that was woken, which takes nothing more once it is closed', async () => {
    const loop = createNoticeLoop({ ...stage.h.server, mailer: stage.mailer, publicUrl: 'https://app.example' })
    await putBudget(stage.h.server, as('owner'), { client_id: stage.place.customerId, soft_usd: '0', hard_usd: '100' })
    loop.wake()
    await waitFor(() => stage.post.taken.length === 2, { what: 'both mails' })
    await loop.close({ timeoutMs: 5000 })
    await end('failed', await submit('Late'))
    loop.wake()
    await loop.close({ timeoutMs: 5000 })
    expect(await kindsOf(as('member'))).toEqual([])
  })

  it('are removed when they are old, and no sooner', async () => {
    await end('failed', await submit('Old'))
    await tell()
    await passTime()
    await tell()
    const age = (days: number) => admin(`update notifications set last_at = now() - $1 * interval '1 day'`, [days])
    const left = async () =>
      (await admin<{ channel: string }>('select channel from notifications order by channel')).map((row) => row.channel)
    await age(29)
    await purgeOldNotices(stage.h.db, logger)
    expect(await left()).toEqual(['app', 'email'])
    await age(31)
    await purgeOldNotices(stage.h.db, logger)
    expect(await left()).toEqual(['app'])
    await age(91)
    await purgeOldNotices(stage.h.db, logger)
    expect(await left()).toEqual([])
  })

  it('are worked out once, however many workers do it at the same time', async () => {
    const ids = await Promise.all(['One', 'Two', 'Three', 'Four'].map((topic) => submit(topic)))
    await end('failed', ...ids)
    await Promise.all(
      Array.from({ length: 5 }, () =>
        withoutTenant(stage.h.db, (tx) => fanOutNotices(tx, { page: 1, digestMs: 60_000 })),
      ),
    )
    expect(await kindsOf(as('member'))).toEqual([['job_failed', 4]])
    const rows = await withTenant(stage.h.db, as('member').actor, (tx) => listOf(tx))
    expect(rows).toEqual([4, 4])
  })
})

const listOf = async (tx: Parameters<Parameters<typeof withTenant>[2]>[0]) =>
  (await tx.selectFrom('notifications').select('count').execute()).map(({ count }) => count)
