import { me, recoveryCodes, totpEnrolment } from '@hg/contracts'
import { type Answer, type Caller } from './caller.ts'
import { type Fetch, fetchFrom } from './fetch-from.ts'
import { linkMailedTo } from './mailbox.ts'
import { visitorCaller } from './newcomer.ts'
import { browserCaller, type SessionCookie, signIn } from './people.ts'
import { authenticatorCode } from './totp.ts'

/** Words of one person that nothing else holds. */
export type PersonWords = ReturnType<typeof wordsOfPerson>

/** The words of a new person. The addresses are of the loopback network, where each can be called from. */
export function wordsOfPerson(tag: string) {
  const octet = () => 2 + Math.floor(Math.random() * 250)
  return {
    'e-mail address': `zoltana${tag}@quillfeather.example`,
    'first name': `Zoltana${tag}`,
    'name after a change': `Quillfeather${tag}`,
    'device, by hand': `PocketBrowser${tag}`,
    'device, a browser': `DeskBrowser${tag}`,
    'address when joining': `127.91.${octet()}.${octet()}`,
    'address when working': `127.92.${octet()}.${octet()}`,
    'address when the password was forgotten': `127.93.${octet()}.${octet()}`,
  }
}

export interface TracedPerson {
  id: string
  password: string
  /** A recovery code that was not used. */
  spareCode: string
  /** Their way to the strategy service. */
  smm: Caller
  /** All that proves, or proved, that it is them. */
  secrets: Record<string, string>
}

/** The body of an answer that had to be this status. */
export function bodyOf({ status, body, text }: Answer, wanted = 200): unknown {
  if (status !== wanted) throw new Error(`expected ${wanted}, not ${status}: ${text}`)
  return body
}

/** Joins by an invite, and does all that somebody can do with an account: each step leaves something behind. */
export async function joinAndLive(
  place: { url: string; dataDir: string },
  words: PersonWords,
  token: string,
): Promise<TracedPerson> {
  const { url } = place
  const from = (address: string): Fetch => fetchFrom(address, words['device, by hand'])
  const [joining, working, forgetting] = [
    from(words['address when joining']),
    from(words['address when working']),
    from(words['address when the password was forgotten']),
  ]
  const email = words['e-mail address']
  // Without the name: what holds it is refused.
  const tag = words['first name'].slice('Zoltana'.length)
  const [first = '', second = '', third = ''] = [0, 1, 2].map((n) => `four lanterns ${tag} under water ${n}`)
  const account = { name: `${words['first name']} "Zed" Quill`, password: first }
  bodyOf(await visitorCaller(url, 'smm', joining).call('POST', '/invites/accept', { body: { token, account } }))

  const sessions: SessionCookie[] = []
  const signInAs = async (password: string, code?: string): Promise<Caller> => {
    const session = await signIn(url, { email, password, ...(code === undefined ? {} : { code }) }, working)
    if (!session) throw new Error(`${email} could not sign in`)
    sessions.push(session)
    return browserCaller(url, 'smm', session, working)
  }
  const before = await signInAs(first)
  if (await signIn(url, { email, password: `${first}x` }, forgetting)) throw new Error('a wrong password was taken')
  const { id } = me.parse(bodyOf(await before.call('GET', '/me')))
  const begun = await before.call('POST', '/me/totp', { body: { password: first } })
  const { secret } = totpEnrolment.parse(bodyOf(begun))
  const confirmed = await before.call('POST', '/me/totp/confirm', { body: { code: authenticatorCode(secret) } })
  const { recovery_codes: codes } = recoveryCodes.parse(bodyOf(confirmed))
  bodyOf(await before.call('PATCH', '/me', { body: { name: `${words['name after a change']} "Zed" Quill` } }))
  bodyOf(await before.call('POST', '/me/password', { body: { current_password: first, new_password: second } }))

  bodyOf(await visitorCaller(url, 'smm', forgetting).call('POST', '/password-resets', { body: { email } }), 202)
  const link = await linkMailedTo(place.dataDir, email, '/reset-password/')
  const resetToken = link.split('/').at(-1) ?? ''
  const reset = visitorCaller(url, 'reset-password', forgetting)
  bodyOf(await reset.call('POST', '', { body: { token: resetToken, password: third } }))
  const smm = await signInAs(third, codes[0])
  return {
    id,
    password: third,
    spareCode: codes[1] ?? '',
    smm,
    secrets: {
      'key of the second factor': secret,
      'reset token': resetToken,
      'invite token': token,
      ...numbered('password', [first, second, third]),
      ...numbered('recovery code', codes),
      ...numbered(
        'session',
        sessions.map(({ value }) => value),
      ),
    },
  }
}

function numbered(what: string, texts: string[]): Record<string, string> {
  return Object.fromEntries(texts.map((text, n) => [`${what} ${n}`, text]))
}
