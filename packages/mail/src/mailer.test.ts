import { parseEnv } from '@hg/runtime'
import { simpleParser } from 'mailparser'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { createMailer, mailEnv, type Mailer, writeLetter } from './index.ts'

const lines: string[] = []
const logger = pino({ base: null }, { write: (line: string) => lines.push(line) })
const letter = writeLetter({
  to: 'ada@example.com',
  subject: 'Ada <b>\r\nBcc: everybody@example.com',
  before: ['Hello <script>alert(1)</script> & welcome.'],
  link: { label: 'Join', url: 'https://app.example/invite/abc?a=1&b=2' },
  after: ['Good for 7 days.'],
})

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  lines.length = 0
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** A mail server; `got` holds what it took. */
async function startSmtp(
  options: SMTPServerOptions = {},
): Promise<{ url: string; got: { to: string; raw: string }[] }> {
  const got: { to: string; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData(stream, session, done) {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => (raw += text))
      stream.on('end', () => {
        got.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), raw })
        done()
      })
    },
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, got }
}

function mailer(variables: Record<string, string>, timeoutMs = 2000): Mailer {
  const env = { ...parseEnv(mailEnv, variables), ENVIRONMENT: variables['ENVIRONMENT'] ?? 'test' }
  const made = createMailer(env, { logger, timeoutMs })
  cleanUps.push(() => {
    made.close()
  })
  return made
}

describe('a mail', () => {
  it('reaches the mail server whole, as text and as HTML', async () => {
    const { url, got } = await startSmtp()
    const post = mailer({ SMTP_URL: url, MAIL_FROM: 'HG Content <no-reply@hg.example>' })
    expect(post.means).toBe('sent')
    expect(await post.send(letter)).toBe('sent')
    const mail = await simpleParser(got[0]?.raw ?? '')
    expect(got[0]?.to).toBe('ada@example.com')
    expect(mail.from?.text).toBe('"HG Content" <no-reply@hg.example>')
    expect(mail.text).toContain('Join:\nhttps://app.example/invite/abc?a=1&b=2')
    expect(mail.html).toContain('href="https://app.example/invite/abc?a=1&amp;b=2"')
  })

  it('shows names and never obeys them', async () => {
    const { url, got } = await startSmtp()
    await mailer({ SMTP_URL: url }).send(letter)
    const mail = await simpleParser(got[0]?.raw ?? '')
    expect(mail.subject).toBe('Ada <b> Bcc: everybody@example.com')
    expect(mail.headers.has('bcc')).toBe(false)
    expect(mail.html).not.toContain('<script>')
    expect(mail.html).toContain('&lt;script&gt;')
  })

  it('goes out with a login where one is needed, and fails with a wrong one', async () => {
    const { url, got } = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        if (username === 'hg' && password === 'right') done(null, { user: username })
        else done(new Error('no'))
      },
    })
    expect(await mailer({ SMTP_URL: url.replace('//', '//hg:right@') }).send(letter)).toBe('sent')
    expect(await mailer({ SMTP_URL: url.replace('//', '//hg:wrong@') }).send(letter)).toBe('failed')
    expect(got).toHaveLength(1)
  })
})

describe('a mail that cannot be sent says so, within its time, and names nobody in the log', () => {
  const silently = async (server: Server) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanUps.push(() => new Promise((resolve) => server.close(resolve)))
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it.each([
    [
      'refuses the receiver',
      async () =>
        (
          await startSmtp({
            onRcptTo: (address, _session, done) => {
              done(Object.assign(new Error(`no ${address.address} here`), { responseCode: 550 }))
            },
          })
        ).url,
    ],
    [
      'never says a word',
      () =>
        silently(
          createServer((socket) => {
            socket.on('error', () => undefined)
            cleanUps.push(() => socket.destroy())
          }),
        ),
    ],
    ['hangs in the middle', async () => (await startSmtp({ onData: (stream) => void stream.resume() })).url],
    [
      'hangs up',
      () =>
        silently(
          createServer((socket) => {
            socket.on('error', () => undefined)
            socket.destroy()
          }),
        ),
    ],
    ['is not there', async () => 'smtp://127.0.0.1:1'],
  ])('when the server %s', async (_, start) => {
    const post = mailer({ SMTP_URL: await start() }, 300)
    expect(await post.send(letter)).toBe('failed')
    expect(lines.join()).toContain('a mail could not be sent')
    expect(lines.join()).not.toContain('ada@example.com')
  })

  it('when the folder cannot be written', async () => {
    expect(await mailer({ MAIL_DIR: '/dev/null/mail' }).send(letter)).toBe('failed')
  })
})

describe('without a mail server', () => {
  it('mails are files outside production, readable by their owner only', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'hg-mail-')), 'mail')
    cleanUps.push(() => rm(join(folder, '..'), { recursive: true }))
    const post = mailer({ MAIL_DIR: folder })
    expect([post.means, await post.send(letter), await post.send(letter)]).toEqual(['written', 'written', 'written'])
    const files = await readdir(folder)
    expect(files).toHaveLength(2)
    const file = join(folder, files[0] ?? '')
    expect(file).toMatch(/\.eml$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await simpleParser(await readFile(file))).to).toMatchObject({ text: 'ada@example.com' })
  })

  it.each<Record<string, string>>([{}, { ENVIRONMENT: 'production', MAIL_DIR: '/tmp/never' }])(
    'mails are not sent with %j',
    async (variables) => {
      const post = mailer(variables)
      expect([post.means, await post.send(letter)]).toEqual(['not_configured', 'not_configured'])
    },
  )
})

it.each([
  [{ SMTP_URL: 'https://mail.example' }, /SMTP_URL/],
  [{ MAIL_FROM: 'nobody' }, /MAIL_FROM/],
])('the environment %j is refused by name', (variables, message) => {
  expect(() => parseEnv(mailEnv, variables)).toThrow(message)
})
