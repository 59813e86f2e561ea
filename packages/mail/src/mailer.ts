import type { MailOutcome } from '@hg/contracts'
import type { Logger } from '@hg/runtime'
import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { MailEnv } from './env.ts'
import type { Letter } from './letter.ts'

export interface Mailer {
  /** What a letter would come to, as far as it is known before it is tried. */
  means: Exclude<MailOutcome, 'failed'>
  /**
   * Sends a letter and says what came of it. Never rejects: a mail that cannot be sent is `failed`, and logged without its
   * receiver. `sent` means that the mail server took it.
   */
  send(letter: Letter): Promise<MailOutcome>
  close(): void
}

/**
 * The mailer of one process: by SMTP where SMTP_URL is set; else, outside production, as files in MAIL_DIR; else none.
 *
 * @param options.timeoutMs how long a mail server may take over one letter
 */
export function createMailer(
  env: MailEnv & { ENVIRONMENT: string },
  options: { logger: Logger; timeoutMs?: number },
): Mailer {
  const { logger, timeoutMs = 8000 } = options
  if (env.SMTP_URL !== undefined) return bySmtp(env.SMTP_URL, env.MAIL_FROM, timeoutMs, logger)
  if (env.ENVIRONMENT !== 'production' && env.MAIL_DIR !== undefined)
    return intoFolder(env.MAIL_DIR, env.MAIL_FROM, logger)
  return { means: 'not_configured', send: async () => 'not_configured', close: () => undefined }
}

function bySmtp(url: string, from: string, timeoutMs: number, logger: Logger): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    means: 'sent',
    send: (letter) =>
      attempt(logger, 'sent', () =>
        transport.sendMail({ ...toMail(letter), from, signal: AbortSignal.timeout(timeoutMs) }),
      ),
    close: () => {
      transport.close({ force: true })
    },
  }
}

function intoFolder(folder: string, from: string, logger: Logger): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    means: 'written',
    send: (letter) =>
      attempt(logger, 'written', async () => {
        const { message } = await transport.sendMail({ ...toMail(letter), from })
        const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(4).toString('hex')}`
        await mkdir(folder, { recursive: true })
        // Under its name once it is whole: whoever watches the folder never reads half a mail.
        await writeFile(join(folder, `${name}.part`), message as Buffer, { mode: 0o600 })
        await rename(join(folder, `${name}.part`), join(folder, `${name}.eml`))
      }),
    close: () => {
      transport.close()
    },
  }
}

async function attempt(logger: Logger, done: MailOutcome, work: () => Promise<unknown>): Promise<MailOutcome> {
  try {
    await work()
    return done
  } catch (error) {
    // The server's own words may name the receiver.
    const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string }
    logger.warn({ code, responseCode, command }, 'a mail could not be sent')
    return 'failed'
  }
}

/** A letter as nodemailer takes it. What is sent because of settings says where they are, and that no person wrote it. */
function toMail({ settingsUrl, ...letter }: Letter) {
  if (settingsUrl === undefined) return letter
  return { ...letter, list: { unsubscribe: settingsUrl }, headers: { 'Auto-Submitted': 'auto-generated' } }
}
