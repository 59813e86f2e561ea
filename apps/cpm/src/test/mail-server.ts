import { simpleParser } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail as a mail server took it. */
export interface TakenMail {
  to: string
  subject: string
  text: string
  html: string
  messageId: string
  /** Where no more of them can be asked for. */
  unsubscribe: string | null
}

export interface MailServer {
  url: string
  taken: TakenMail[]
  /** What it says to whatever it is sent from now on; null takes it. */
  refusal: { code: number } | null
  close(): Promise<void>
}

/** A mail server, for tests. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onMailFrom(_address, _session, done) {
      const { refusal } = server
      done(refusal ? Object.assign(new Error('not now'), { responseCode: refusal.code }) : null)
    },
    onData(stream, session, done) {
      simpleParser(stream, {}, (error, mail) => {
        if (error) return void done(error)
        server.taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          messageId: mail.messageId ?? '',
          unsubscribe:
            (mail.headers.get('list') as { unsubscribe?: { url?: string } } | undefined)?.unsubscribe?.url ?? null,
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve))
  const server: MailServer = {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    taken: [],
    refusal: null,
    close: () =>
      new Promise((resolve) => {
        smtp.close(() => {
          resolve()
        })
      }),
  }
  return server
}
