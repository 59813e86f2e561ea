import { createTenant } from '@hg/testkit'
import { describe, expect, it } from 'vitest'
import {
  admin,
  as,
  codeOf,
  connect,
  end,
  passTime,
  person,
  setNoticeStage,
  stage,
  submit,
  tell,
} from '../test/notice-stage.ts'
import { createSender } from '../webhooks/send.ts'
import { getSlack, putSlack, removeSlack } from './slack-settings.ts'
import { testSlack } from './test-slack.ts'

setNoticeStage()

describe('a channel in Slack', () => {
  it('is told of everything below its client that was asked for, and cannot be made to mention or link', async () => {
    await connect(['job_failed'])
    await end('failed', await submit('<!channel> & <https://evil.example|prize>'))
    await end('completed', await submit('Ready'))
    await tell()
    await passTime()
    expect(await tell()).toEqual(['email sent', 'slack sent'])
    const { text } = JSON.parse(stage.slack.received[0]?.body ?? '{}') as { text: string }
    expect(stage.slack.received).toHaveLength(1)
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example¦prize&gt;')
    expect(text.match(/</g)).toHaveLength(1)
  })

  it('of a client from which the piece’s client has moved away is not told what waited', async () => {
    await connect(['job_failed'])
    await end('failed', await submit('Moved'))
    await tell()
    await passTime()
    const link = [stage.place.agencyId, stage.place.customerId]
    await admin('delete from client_closure where ancestor_id = $1 and descendant_id = $2', link)
    expect((await tell()).filter((one) => one.startsWith('slack'))).toEqual([])
    await admin('insert into client_closure values ($1, $2, 1)', link)
    expect(stage.slack.received).toEqual([])
  })

  it('that cannot be reached is tried again and says so; one that is gone is switched off at once', async () => {
    await connect(['job_failed'])
    const state = async () => (await getSlack(stage.h.server, as('admin'), stage.place.agencyId)).channel
    await end('failed', await submit('One'))
    await tell()
    await passTime()
    stage.slack.answer = 503
    expect(await tell()).toContain('slack waiting')
    expect(await state()).toMatchObject({ is_enabled: true, last_error: 'the answer was 503', last_sent_at: null })
    stage.slack.answer = 200
    await passTime()
    expect(await tell()).toEqual(['slack sent'])
    expect(await state()).toMatchObject({
      failing_since: null,
      last_error: null,
      last_sent_at: expect.any(String) as string,
    })

    await end('failed', await submit('Two'), await submit('Three'))
    await tell()
    await passTime()
    stage.slack.answer = 404
    expect(await tell()).toContain('slack failed')
    expect(await state()).toMatchObject({ is_enabled: false, disabled_for: 'gone', last_error: 'the answer was 404' })
    const posts = stage.slack.received.length
    await end('failed', await submit('Four'))
    await tell()
    await passTime()
    await tell()
    expect(stage.slack.received).toHaveLength(posts)
  })

  it('that wants to be left alone is, for as long as it says', async () => {
    await connect(['job_failed'])
    await end('failed', await submit('One'))
    await tell()
    await passTime()
    Object.assign(stage.slack, { answer: 429, retryAfter: 7200 })
    expect(await tell()).toContain('slack waiting')
    Object.assign(stage.slack, { answer: 200, retryAfter: 0 })
    const [row] = await admin<{ waits: boolean }>(
      `select due_at > now() + interval '110 minutes' as waits from notifications where channel = 'slack' and status = 'waiting'`,
    )
    expect(row).toEqual({ waits: true })
  })

  it('has its address stored sealed and shown to nobody; a private one is refused where that is not allowed', async () => {
    await connect(['job_failed'])
    const url = `${stage.slack.origin}/services/T0/B0/secret`
    const stored = await admin('select * from slack_channels')
    const audit = await admin('select * from audit_details')
    const shown = await getSlack(stage.h.server, as('admin'), stage.place.agencyId)
    expect(shown.channel?.hint).toBe(`${new URL(url).host}/…cret`)
    expect(JSON.stringify([stored, audit, shown])).not.toContain(url)
    const strict = { ...stage.h.server, targets: { allowPrivate: false } }
    const input = { id: stage.place.agencyId, url, kinds: ['job_failed' as const], is_enabled: true }
    expect(await codeOf(putSlack(strict, as('admin'), input))).toBe('invalid_request')
    const sender = createSender({ allowPrivate: false })
    expect(await testSlack({ ...stage.h.server, sender }, as('admin'), stage.place.agencyId)).toEqual({
      arrived: false,
      error: 'the address is not a public one',
    })
    sender.close()
    expect(stage.slack.received).toEqual([])
  })

  it('is tested at once, with an answer that is true', async () => {
    await connect(['job_failed'])
    expect(await testSlack(stage.h.server, as('admin'), stage.place.agencyId)).toEqual({ arrived: true, error: null })
    stage.slack.answer = 410
    expect(await testSlack(stage.h.server, as('admin'), stage.place.agencyId)).toEqual({
      arrived: false,
      error: 'the answer was 410',
    })
  })

  it('is for its client’s admins, keeps its address when none is given, and needs one the first time', async () => {
    const input = { id: stage.place.agencyId, kinds: ['job_failed' as const], is_enabled: true }
    expect(await codeOf(putSlack(stage.h.server, as('admin'), input))).toBe('invalid_request')
    expect(await codeOf(putSlack(stage.h.server, as('member'), { ...input, url: stage.slack.origin }))).toBe(
      'forbidden',
    )
    await connect(['job_failed'])
    await putSlack(stage.h.server, as('owner'), { ...input, kinds: ['batch_ended'] })
    expect(await testSlack(stage.h.server, as('owner'), stage.place.agencyId)).toMatchObject({ arrived: true })
    const stranger = await createTenant(stage.h.target.adminUrl)
    const other = person(stranger.users.owner)
    const asked = [
      getSlack(stage.h.server, other, stage.place.agencyId),
      putSlack(stage.h.server, other, { ...input, url: stage.slack.origin }),
      testSlack(stage.h.server, other, stage.place.agencyId),
      removeSlack(stage.h.server, other, stage.place.agencyId),
    ]
    expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'not_found'))
    await removeSlack(stage.h.server, as('admin'), stage.place.agencyId)
    expect(await getSlack(stage.h.server, as('admin'), stage.place.agencyId)).toEqual({ channel: null })
  })
})
