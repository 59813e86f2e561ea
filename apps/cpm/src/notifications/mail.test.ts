import { fanOutNotices, takeNotices, withoutTenant } from '@hg/db'
import { createMailer, mailEnv } from '@hg/mail'
import { parseEnv } from '@hg/runtime'
import { describe, expect, it } from 'vitest'
import { startMailServer } from '../test/mail-server.ts'
import { admin, end, logger, mailerTo, passTime, setNoticeStage, stage, submit, tell } from '../test/notice-stage.ts'
import { waitsMs } from './next-try.ts'

setNoticeStage()

describe('a mail', () => {
  const messages = () =>
    admin<{ status: string; tries: number; last_error: string | null; sent_at: Date | null }>(
      `select status, tries, last_error, sent_at from notifications where channel = 'email'`,
    )
  const failOne = async () => {
    await end('failed', await submit('Failed'))
    await tell()
    await passTime()
  }

  it('says where one says that no more of them are wanted', async () => {
    await failOne()
    await tell()
    expect(stage.post.taken).toMatchObject([{ unsubscribe: 'https://app.example/account/notifications' }])
  })

  it('that no mail server takes is never told as sent, and arrives once when one does, under one message id', async () => {
    await failOne()
    const { port } = new URL(stage.post.url)
    await stage.post.close()
    expect(await tell()).toEqual(['email waiting'])
    expect(await messages()).toMatchObject([
      { status: 'waiting', tries: 1, last_error: 'the mail server did not take it', sent_at: null },
    ])
    expect(await tell()).toEqual([])

    stage.mailer.close()
    stage.post = await startMailServer(Number(port))
    stage.mailer = mailerTo(stage.post.url)
    stage.post.refusal = { code: 451 }
    await passTime()
    expect(await tell()).toEqual(['email waiting'])
    stage.post.refusal = null
    await passTime()
    expect(await tell()).toEqual(['email sent'])
    await passTime()
    expect(await tell()).toEqual([])
    expect(stage.post.taken.map(({ messageId }) => messageId)).toEqual([
      expect.stringMatching(/^<[0-9a-f-]{36}@app\.example>$/),
    ])
    expect(await messages()).toMatchObject([{ status: 'sent', tries: 3, last_error: null }])
  })

  it('is given up after its last try, and not before', async () => {
    await failOne()
    stage.post.refusal = { code: 550 }
    for (let tries = 0; tries < waitsMs.length; tries++) {
      expect(await tell()).toEqual(['email waiting'])
      await passTime()
    }
    expect(await tell()).toEqual(['email failed'])
    await passTime().catch(() => undefined)
    expect(await tell()).toEqual([])
    expect(stage.post.taken).toEqual([])
  })

  it('of a worker that died at it is sent by another after the lease, under the same message id', async () => {
    await failOne()
    const [taken] = await withoutTenant(stage.h.db, (tx) => takeNotices(tx, { limit: 1, leaseMs: 60_000 }))
    expect(await tell()).toEqual([])
    await passTime()
    expect(await tell()).toEqual(['email sent'])
    expect(stage.post.taken[0]?.messageId).toBe(`<${taken?.letter}@app.example>`)
  })

  it('is not kept for later where no mail server is set up', async () => {
    await failOne()
    const none = createMailer({ ...parseEnv(mailEnv, {}), ENVIRONMENT: 'test' }, { logger })
    expect(await tell({ mailer: none })).toEqual(['email failed'])
    expect(await tell()).toEqual([])
  })

  it('taken while more of the same happens leaves that to another one: nothing is lost, nothing told twice', async () => {
    const [one, two] = [await submit('One'), await submit('Two')]
    await end('failed', one)
    await tell()
    await passTime()
    const [taken] = await withoutTenant(stage.h.db, (tx) => takeNotices(tx, { limit: 1, leaseMs: 60_000 }))
    await end('failed', two)
    await withoutTenant(stage.h.db, (tx) => fanOutNotices(tx, { page: 100, digestMs: 60_000 }))
    const rows = await admin<{ count: number; letter: string | null }>(
      `select count, letter from notifications where channel = 'email' order by id`,
    )
    expect(rows).toEqual([
      { count: 1, letter: taken?.letter },
      { count: 1, letter: null },
    ])
  })

  it('shows names and never obeys them', async () => {
    await end('failed', await submit('<b>Buy</b>\r\nBcc: everybody@example.com'))
    await tell()
    await passTime()
    await tell()
    expect(stage.post.taken[0]?.html).not.toContain('<b>')
    expect(stage.post.taken[0]?.html).toContain('&lt;b&gt;Buy')
  })
})
