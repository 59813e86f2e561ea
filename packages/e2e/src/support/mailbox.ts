import { waitFor } from '@hg/testkit'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Waits for a mail to this address with a link to this path, as the quick start writes mails, and returns the link. */
export function linkMailedTo(dataDir: string, email: string, path: string): Promise<string> {
  const folder = join(dataDir, 'mail')
  const link = new RegExp(`https?://[^\\s<>"]+${path}[\\w-]{43}`)
  const look = async () => {
    const files = await readdir(folder).catch(() => [])
    for (const file of files
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
      .reverse()) {
      const mail = (await readFile(join(folder, file), 'utf8')).replace(/=\r?\n/g, '')
      if (mail.includes(`To: ${email}`)) {
        const found = link.exec(mail)
        if (found) return found[0]
      }
    }
    return null
  }
  return waitFor(look, { timeoutMs: 30_000, intervalMs: 100, what: `a mail to ${email}` })
}
