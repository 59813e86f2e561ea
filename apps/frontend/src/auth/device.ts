import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long a device stays known after the last sign-in on it. */
export const deviceDays = 365

function mac(secret: string, ...parts: string[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['known device', ...parts]))
    .digest('base64url')
}

/** The cookie that makes a device known to an account: one for each account, and none names it. */
export function deviceCookieName(secret: string, account: string): string {
  return `hg-device-${mac(secret, 'name', account).slice(0, 16)}`
}

/** A new cookie's value: `<random id>.<signature over id and account>`. */
export function signDevice(secret: string, account: string): string {
  const id = randomBytes(16).toString('base64url')
  return `${id}.${mac(secret, 'id', account, id)}`
}

/** The device's id; null for a value that is not ours, or was made for another account. */
export function readDevice(secret: string, account: string, value: string | undefined): string | null {
  const [id = '', signature = '', ...more] = (value ?? '').split('.')
  const [given, right] = [Buffer.from(signature), Buffer.from(mac(secret, 'id', account, id))]
  const matches = given.length === right.length && timingSafeEqual(given, right)
  return matches && id !== '' && more.length === 0 ? id : null
}
